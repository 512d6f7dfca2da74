package throughline.server.intake;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import throughline.server.intake.Refusal.Reason;

/// Keeps what comes in from filling the disk: what is left is for the database and for the pages.
///
/// @param folder on the disk that is watched
public record DiskGuard(Path folder, IntakeSettings settings) {

    /// Less than this is nothing: a write has failed because the disk is full.
    private static final long FULL = 1 << 20;

    /// Looks how much is free.
    ///
    /// @throws Refusal if it is too little
    public void check() throws IOException {
        if (freeBytes() < settings.leastFree().toBytes()) {
            throw full();
        }
    }

    /// What a write has failed of that had begun in time: something else may fill the disk meanwhile.
    ///
    /// @return the failure, where there is room
    /// @throws Refusal if there is none
    IOException failed(IOException write) throws IOException {
        if (freeBytes() < FULL) {
            throw full();
        }
        return write;
    }

    private Refusal full() throws IOException {
        return new Refusal(
                Reason.DISK_FULL,
                say(
                        "The disk of the data folder is nearly full: %s MB free, and %s MB must stay free. Make room there, then send again; what was acknowledged is kept, and the pages can still be read.",
                        freeBytes() >> 20, settings.leastFree().toBytes() >> 20));
    }

    /// Free for us on the disk of the folder.
    long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}
