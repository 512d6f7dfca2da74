package throughline.server.bringin;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import throughline.lake.fact.FactKind;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.upload.Upload;
import throughline.server.upload.UploadRefusal;
import throughline.server.upload.UploadRefusal.Reason;
import throughline.server.upload.Uploads;
import throughline.workspace.WorkspaceStore;

/// The files that are being brought in. Looking through a file and keeping it happen behind the pages, one file at a
/// time. What has been said of a file and what came of it outlive the server; the rest is found again by looking.
/// Safe for use by several threads.
public final class FileImports implements AutoCloseable {

    private final Uploads uploads;
    private final WorkspaceStore store;
    private final CurrentVerdicts verdicts;
    private final KeptMappings mappings;
    private final OrganisationRecord record;
    private final Map<UUID, FileWork> works = new ConcurrentHashMap<>();
    private final ExecutorService jobs = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("bring-in").daemon().factory());

    FileImports(
            Uploads uploads,
            WorkspaceStore store,
            CurrentVerdicts verdicts,
            KeptMappings mappings,
            OrganisationRecord record) {
        this.uploads = uploads;
        this.store = store;
        this.verdicts = verdicts;
        this.mappings = mappings;
        this.record = record;
    }

    /// How far a file has come; looks at it if nobody has yet.
    ///
    /// @throws UploadRefusal if there is no such file
    public FileImport find(UUID id) throws IOException {
        Upload upload = uploads.find(id).orElseThrow(FileImports::unknown);
        if (!upload.complete()) {
            return new FileImport(upload, new FileImport.Stage.Arriving());
        }
        return new FileImport(upload, work(id).stage());
    }

    /// All files that are here or on their way, the one touched last first.
    public List<FileImport> list() throws IOException {
        uploads.expire();
        var all = new java.util.ArrayList<FileImport>();
        for (Upload upload : uploads.list()) {
            Optional<FileImport.Outcome> done = FileWork.outcome(uploads.folder(upload.id()));
            all.add(new FileImport(
                    upload,
                    done.<FileImport.Stage>map(FileImport.Stage.Done::new).orElseGet(FileImport.Stage.Arriving::new)));
        }
        return all;
    }

    /// Takes in what somebody says of a file.
    ///
    /// @param said texts by topic, see [throughline.workspace.Answers]
    public void answer(UUID id, Map<String, String> said) throws IOException {
        uploads.touch(id);
        complete(id).answer(said);
    }

    /// Begins to keep a file that has been looked through.
    ///
    /// @param by who does it
    public void start(UUID id, Editor by) throws IOException {
        uploads.touch(id);
        complete(id).keep(by);
    }

    /// Deletes a file, unless it is being kept at this moment.
    public void discard(UUID id) throws IOException {
        FileWork work = works.remove(id);
        if (work != null) {
            work.cancel();
        }
        uploads.delete(id);
    }

    /// The rows that were set aside, as CSV; empty where there are none.
    public Optional<Path> rejects(UUID id) throws IOException {
        return Optional.of(folder(id).resolve(FileWork.REJECTS)).filter(Files::exists);
    }

    /// The mapping file as it is now; empty while there is a question.
    public Optional<Path> mapping(UUID id) throws IOException {
        return Optional.of(folder(id).resolve(FileWork.MAPPING)).filter(Files::exists);
    }

    /// The causes to which a table matters.
    public List<CauseInterest> interest(FactKind kind) {
        return CauseInterest.of(verdicts.now().diagnosis(), kind);
    }

    private Path folder(UUID id) throws IOException {
        return uploads.folder(uploads.find(id).orElseThrow(FileImports::unknown).id());
    }

    private FileWork complete(UUID id) throws IOException {
        if (!uploads.find(id).orElseThrow(FileImports::unknown).complete()) {
            throw new UploadRefusal(Reason.MALFORMED, say("Not all of the file is here yet."));
        }
        return work(id);
    }

    private FileWork work(UUID id) {
        return works.computeIfAbsent(id, i -> new FileWork(i, uploads, store, verdicts, mappings, record, jobs));
    }

    private static UploadRefusal unknown() {
        return new UploadRefusal(
                Reason.UNKNOWN,
                say("There is no such file, or nobody has gone on with it for too long. Choose it again."));
    }

    @Override
    public void close() {
        works.values().forEach(FileWork::cancel);
        jobs.shutdown();
    }
}
