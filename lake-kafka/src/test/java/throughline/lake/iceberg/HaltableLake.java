package throughline.lake.iceberg;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// A lake whose catalogue outlives the process, and whose every step can be listened to.
public final class HaltableLake {

    private HaltableLake() {}

    /// A database for catalogues, for any process of this machine.
    public record Catalogue(CatalogueServer server) implements AutoCloseable {

        /// Starts one.
        public Catalogue() {
            this(new CatalogueServer());
        }

        /// Address of a database of the name.
        public String url(String name) {
            return server.url(name);
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /// Opens a lake.
    public static IcebergLake open(Path folder, String url, Consumer<String> steps) {
        return IcebergLake.open(
                new Storage.Folder(folder), CatalogueServer.at(url), 0, Optional.empty(), steps::accept);
    }
}
