package throughline.server.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactTable;
import throughline.organisation.Organisation;
import throughline.workspace.FactFile;
import throughline.workspace.Reject;

/// Where the facts of batches are kept, one table a kind. Only one flusher at a time adds to a table.
public interface FactStore {

    /// A batch that is to be kept.
    ///
    /// @param file its body as NDJSON or CSV, perhaps compressed, named by what it holds
    record Content(Batch batch, Path file) {

        /// Reads its rows, good ones and bad ones; may be called again.
        FactFile.Reading read(Organisation organisation, Function<FactTable, FactAppender> good, Consumer<Reject> bad) {
            return FactFile.read(file, batch.delivery().kind(), organisation, good, bad);
        }
    }

    /// What a look through a batch has found.
    ///
    /// @param replaced good rows that a later one of the same id takes the place of
    record Found(FactFile.Reading reading, long replaced) {}

    /// Reads a batch and hands on its bad rows. Changes nothing.
    Found examine(Content content, Consumer<Reject> rejects) throws IOException;

    /// Keeps the good rows of a batch; a batch that is kept already is not kept again, so this may be
    /// repeated after a crash, whenever that was. When it returns, the facts outlive a power cut.
    ///
    /// @return what holds the batch now: a snapshot or a file
    String keep(Content content) throws IOException;
}
