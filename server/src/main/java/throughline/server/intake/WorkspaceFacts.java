package throughline.server.intake;

import java.io.IOException;
import java.util.function.Consumer;
import throughline.lake.fact.FactTable;
import throughline.organisation.Organisation;
import throughline.workspace.FactFile;
import throughline.workspace.Reject;
import throughline.workspace.WorkspaceStore;

/// Keeps facts as files of the workspace folder, one a batch, as they came: whoever reads the workspace
/// passes over the same bad rows, and of each id takes the row that was kept last.
record WorkspaceFacts(WorkspaceStore store) implements FactStore {

    @Override
    public Found examine(Content content, Consumer<Reject> rejects) {
        var ids = new RepeatedIds[1];
        FactFile.Reading reading = content.read(
                Organisation.unrecorded(""), (FactTable table) -> ids[0] = new RepeatedIds(table), rejects);
        return new Found(reading, ids[0] == null ? 0 : ids[0].repeated());
    }

    @Override
    public String keep(Content content) throws IOException {
        Batch batch = content.batch();
        return store.addBatch(batch.delivery().kind(), batch.sequence(), content.file());
    }
}
