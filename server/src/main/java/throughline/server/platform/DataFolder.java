package throughline.server.platform;

import java.nio.file.Path;

/// Where a server keeps what is not in the database.
///
/// @param path the data folder
public record DataFolder(Path path) {

    /// Where the record of the organisation is, and where imported files wait.
    public Path workspace() {
        return path.resolve("workspace");
    }

    /// Where deliveries and imported files lie once they were taken over.
    public Path spool() {
        return path.resolve("spool");
    }

    /// Where the facts are.
    public Path lake() {
        return path.resolve("lake");
    }

    /// Where what is made of the facts is kept, month by month; it can be made again.
    public Path cells() {
        return path.resolve("cells");
    }

    /// Where files of a lake in an object store are kept, to be read.
    public Path lakeCache() {
        return path.resolve("lake-cache");
    }

    /// Where files are that are being uploaded.
    public Path uploads() {
        return path.resolve("uploads");
    }

    /// What was erased, one line each; it outlives the restore of a backup.
    public Path erasures() {
        return path.resolve("erasures.ndjson");
    }

    /// There once somebody has left the demo: it is not shown again.
    public Path demoLeft() {
        return path.resolve("demo-left");
    }

    /// Where the demo organisation is.
    public Path demo() {
        return path.resolve("demo");
    }
}
