package throughline.lake.iceberg;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Where the files of a lake are.
public sealed interface Storage {

    /// A folder of this machine; its files are forced to the disk before anybody counts on them.
    record Folder(Path path) implements Storage {}

    /// Objects of a store such as S3. DuckDB reads no S3 of itself: files are fetched to a local cache before
    /// a scan.
    ///
    /// @param location where tables are, such as `s3://bucket/lake`
    /// @param fileIo class of Iceberg's that speaks to the store, such as
    /// `org.apache.iceberg.aws.s3.S3FileIO`
    /// @param properties what that class wants to know, such as `s3.endpoint` and `client.region`
    /// @param cache folder for fetched files; only this lake uses it
    /// @param cacheBytes how much the cache may hold, at least as much as one scan reads
    record Objects(String location, String fileIo, Map<String, String> properties, Path cache, long cacheBytes)
            implements Storage {
        /// Objects of S3, or of a store that speaks as it does.
        public static Objects s3(String location, Map<String, String> properties, Path cache, long cacheBytes) {
            var all = new HashMap<>(properties);
            // The usual factory wants clients of services that nobody needs here.
            all.putIfAbsent("s3.client-factory-impl", "org.apache.iceberg.aws.s3.DefaultS3FileIOAwsClientFactory");
            return new Objects(location, "org.apache.iceberg.aws.s3.S3FileIO", all, cache, cacheBytes);
        }

        /// Keeps a copy of the properties.
        public Objects {
            properties = Map.copyOf(properties);
        }
    }
}
