package throughline.command;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;

/// The database of a data folder: that of `DATABASE_URL` or of the server that runs on the folder, else one that runs
/// for this call.
///
/// @param claim there where no server shows the data folder
record OpenDatabase(Database database, Optional<DataFolderClaim> claim) implements AutoCloseable {

    static OpenDatabase of(CommandSpec spec, DataFolder data) throws IOException {
        Optional<DatabaseAddress> own = DatabaseUrl.find(spec);
        DataFolderClaim claim;
        try {
            claim = DataFolderClaim.of(data.path());
        } catch (DataFolderClaim.TakenException running) {
            Database there = own.isPresent() ? Database.at(own.get()) : Database.running(data.path());
            return new OpenDatabase(there, Optional.empty());
        }
        try {
            Database database = own.map(Database::at).orElseGet(() -> Database.embedded(claim));
            return new OpenDatabase(database, Optional.of(claim));
        } catch (RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        database.close();
        if (claim.isPresent()) {
            claim.get().close();
        }
    }
}
