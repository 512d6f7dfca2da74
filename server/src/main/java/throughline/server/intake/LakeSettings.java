package throughline.server.intake;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;
import throughline.lake.iceberg.Storage;
import throughline.server.platform.DataFolder;

/// Where the lake is, `throughline.lake.*` (docs/operating.md).
///
/// @param location such as `s3://bucket/throughline`; the data folder where it is not set
/// @param endpoint of a store that speaks as S3 does; S3 itself where it is not set
/// @param region such as `eu-central-1`; as the environment says where it is not set
/// @param accessKey as the environment says where it is not set
/// @param cache how many bytes of the store's files are kept in the data folder, to be read
@ConfigurationProperties("throughline.lake")
public record LakeSettings(
        @Nullable String location,
        @Nullable URI endpoint,
        @Nullable String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @DefaultValue("50GB") DataSize cache) {

    /// @throws IllegalArgumentException if the location is not one of S3, or a key lacks its other half
    public LakeSettings {
        if (location != null && !location.matches("s3://[^/]+(/.*)?")) {
            throw new IllegalArgumentException(
                    "THROUGHLINE_LAKE_LOCATION is %s; it has to be like s3://bucket/throughline".formatted(location));
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "THROUGHLINE_LAKE_ACCESSKEY and THROUGHLINE_LAKE_SECRETKEY go together; one is not set");
        }
    }

    /// Those of the environment variables, for commands that run without a server.
    public static LakeSettings ofEnvironment() {
        return Binder.get(new StandardEnvironment()).bindOrCreate("throughline.lake", LakeSettings.class);
    }

    /// Where the files of a generation are.
    ///
    /// @param reader whose cache of fetched files it is
    public Storage storage(DataFolder folder, String reader, long generation) {
        if (location == null) {
            return new Storage.Folder(folder.lake());
        }
        Map<String, String> properties = new HashMap<>();
        put(properties, "client.region", region);
        put(properties, "s3.access-key-id", accessKey);
        put(properties, "s3.secret-access-key", secretKey);
        if (endpoint != null) {
            properties.put("s3.endpoint", endpoint.toString());
            // What S3 alone knows is left out.
            properties.put("s3.path-style-access", "true");
            properties.put("s3.chunked-encoding-enabled", "false");
        }
        return Storage.Objects.s3(
                location,
                properties,
                folder.lakeCache().resolve(reader).resolve(Long.toString(generation)),
                cache.toBytes());
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }
}
