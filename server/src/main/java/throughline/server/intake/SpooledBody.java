package throughline.server.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A body that was received whole and is not yet kept; gone when closed, unless it was.
@SuppressWarnings("ArrayRecordComponent") // handed on to the database as it is
record SpooledBody(Spool spool, Delivery delivery, Path file, byte[] sha256, long bytes) implements AutoCloseable {

    byte[] read() throws IOException {
        return Files.readAllBytes(file);
    }

    String keep() throws IOException {
        return spool.keep(file, delivery.ending());
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
