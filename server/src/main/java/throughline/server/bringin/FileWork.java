package throughline.server.bringin;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation;
import throughline.server.bringin.FileImport.Check;
import throughline.server.bringin.FileImport.Outcome;
import throughline.server.bringin.FileImport.Stage;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.upload.Uploads;
import throughline.text.Language;
import throughline.workspace.Answers;
import throughline.workspace.LeftOut;
import throughline.workspace.MappingDraft;
import throughline.workspace.OrganisationDiff;
import throughline.workspace.OrganisationReader;
import throughline.workspace.Recognition;
import throughline.workspace.TablePreview;
import throughline.workspace.TableSample;
import throughline.workspace.UnreadableFileException;
import throughline.workspace.UnreadableWorkspaceException;
import throughline.workspace.WorkspaceImport;
import throughline.workspace.WorkspaceStore;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One file that is being brought in: what it is taken for, what a look through it found, and its keeping.
final class FileWork {

    static final String REJECTS = "rejects.csv";
    static final String MAPPING = "mapping.yaml";

    private static final String ANSWERS = "answers.json";
    private static final String OUTCOME = "outcome.json";
    private static final int GOOD_ROWS = 5;
    private static final int BAD_ROWS = 2;
    private static final Logger LOG = Logger.getLogger(FileWork.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UUID id;
    private final Uploads uploads;
    private final WorkspaceStore store;
    private final CurrentVerdicts verdicts;
    private final KeptMappings mappings;
    private final OrganisationRecord record;
    private final ExecutorService jobs;

    private boolean looked;
    private String unreadable = "";
    private @Nullable TableSample sample;
    private Answers answers = Answers.NONE;
    private boolean remembered;
    private @Nullable Recognition recognition;
    private Optional<TablePreview> preview = Optional.empty();
    private @Nullable FileCheck check;
    private @Nullable Outcome outcome;
    private boolean keeping;
    private long compared;
    private long kept;

    FileWork(
            UUID id,
            Uploads uploads,
            WorkspaceStore store,
            CurrentVerdicts verdicts,
            KeptMappings mappings,
            OrganisationRecord record,
            ExecutorService jobs) {
        this.id = id;
        this.uploads = uploads;
        this.store = store;
        this.verdicts = verdicts;
        this.mappings = mappings;
        this.record = record;
        this.jobs = jobs;
    }

    /// What came of a file, once it is kept.
    static Optional<Outcome> outcome(Path folder) throws IOException {
        Path file = folder.resolve(OUTCOME);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readAllBytes(file), Outcome.class))
                : Optional.empty();
    }

    synchronized Stage stage() throws IOException {
        look();
        if (outcome != null) {
            return new Stage.Done(outcome);
        }
        if (!unreadable.isEmpty()) {
            return new Stage.Unreadable(unreadable);
        }
        if (keeping) {
            return new Stage.Keeping(kept);
        }
        Check now = check == null ? new Check.Waiting() : check.now();
        return sample == null || recognition == null
                ? new Stage.Organisation(now, compare())
                : new Stage.Columns(sample, answers, recognition, preview, now, remembered);
    }

    /// What an organisation.yaml would change in the record as it is now.
    private List<String> compare() throws IOException {
        Now now = record.now();
        compared = now.number();
        Organisation would = OrganisationReader.read(uploads.file(id), "").organisation();
        if (!would.recorded()) {
            return List.of();
        }
        return now.organisation().recorded() ? OrganisationDiff.sentences(now.organisation(), would) : List.of();
    }

    /// Looks at the file, once.
    private void look() throws IOException {
        if (looked) {
            return;
        }
        outcome = outcome(uploads.folder(id)).orElse(null);
        if (outcome == null) {
            Path file = uploads.file(id);
            String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (lower.matches("organisation\\.ya?ml")) {
                check = check(null, null);
            } else if (lower.matches(".*\\.ya?ml")) {
                unreadable = say(
                        "A YAML file here is an organisation.yaml. A mapping file explains others: give it to ./throughline import --mapping, or drop the file that it explains.");
            } else {
                look(file);
            }
        }
        looked = true;
    }

    private void look(Path file) throws IOException {
        try {
            sample = TableSample.of(file);
            Path said = uploads.folder(id).resolve(ANSWERS);
            if (Files.exists(said)) {
                answers = new Answers(JSON.readValue(
                        Files.readAllBytes(said), new TypeReference<LinkedHashMap<String, String>>() {}));
            } else {
                Optional<Answers> earlier = mappings.remembered(sample);
                remembered = earlier.isPresent();
                answers = earlier.orElse(Answers.NONE);
            }
            recognise();
        } catch (UnreadableFileException e) {
            unreadable =
                    Advice.of(String.valueOf(e.getMessage()), file.getFileName().toString());
        }
    }

    private void recognise() throws IOException {
        Recognition now = Recognition.of(
                java.util.Objects.requireNonNull(sample), answers, verdicts.zone(), rowIds(uploads.file(id)));
        recognition = now;
        cancelCheck();
        Path mapping = uploads.folder(id).resolve(MAPPING);
        if (now.draft().isEmpty()) {
            Files.deleteIfExists(mapping);
            preview = Optional.empty();
            return;
        }
        Files.writeString(mapping, now.draft().get().yaml());
        preview = Optional.of(TablePreview.of(uploads.file(id), mapping, GOOD_ROWS, BAD_ROWS));
        check = check(sample, mapping);
    }

    private FileCheck check(@Nullable TableSample of, @Nullable Path mapping) throws IOException {
        Path file = uploads.file(id);
        var begun = new FileCheck(
                new WorkspaceImport(store, file.resolveSibling(""), mapping),
                file,
                of,
                uploads.folder(id).resolve(REJECTS));
        jobs.execute(Language.kept(begun));
        return begun;
    }

    /// Takes in what somebody says, unless the file is being kept already.
    synchronized void answer(Map<String, String> said) throws IOException {
        look();
        if (keeping || outcome != null || sample == null) {
            return;
        }
        for (Map.Entry<String, String> one : said.entrySet()) {
            answers = answers.with(one.getKey(), one.getValue());
        }
        Files.write(uploads.folder(id).resolve(ANSWERS), JSON.writeValueAsBytes(answers.said()));
        recognise();
    }

    /// Keeps the file, if it has been looked through and is not kept yet; an organisation.yaml only if the record is
    /// still the one it was compared with.
    ///
    /// @param by who does it
    synchronized void keep(Editor by) throws IOException {
        look();
        if (keeping || outcome != null || check == null || !(check.now() instanceof Check.Checked checked)) {
            return;
        }
        boolean organisation = sample == null;
        if (organisation && record.now().number() != compared) {
            return;
        }
        keeping = true;
        kept = 0;
        WorkspaceImport files = check.files();
        long from = compared;
        jobs.execute(Language.kept(
                () -> keep(files, checked.findings(), organisation ? () -> replace(by, from) : () -> 0)));
    }

    private interface Replacing {
        /// How many documents took the place of another.
        int run() throws IOException;
    }

    /// Puts the document in the place of the record.
    private int replace(Editor by, long from) throws IOException {
        String document = Files.readString(uploads.file(id));
        return switch (record.replace(by, from, document.startsWith("\uFEFF") ? document.substring(1) : document)) {
            case Made made -> 1;
            case Unchanged unchanged -> 0;
            case Refused refused -> throw new UnreadableWorkspaceException(String.join(" ", refused.why()));
            case Differs differs ->
                throw new UnreadableWorkspaceException(say(
                        "The record was changed at this very moment: %s Choose the file again.",
                        differs.since().what()));
        };
    }

    private void keep(WorkspaceImport files, FileImport.Findings findings, Replacing replacing) {
        try {
            var before = verdicts.now();
            LeftOut leftOut = findings.leftOut();
            int replaced = replacing.run();
            int added = Math.max(replaced, files.add(leftOut, (name, rows) -> {
                synchronized (this) {
                    kept = rows;
                }
            }));
            String mapping = draft().isPresent() ? mappings.keep(draft().get()) : "";
            var next =
                    added == 0 ? new CurrentVerdicts.Next(Optional.of(before.diagnosis()), "") : verdicts.after(before);
            finished(new Outcome(
                    draft().map(MappingDraft::kind).map(FactKind::table).orElse("organisation"),
                    draft().map(d -> findings.good(d.kind())).orElse(0L),
                    findings.duplicates(),
                    findings.rejected(),
                    added,
                    mapping,
                    next.diagnosis()
                            .map(after -> CauseChange.between(before.diagnosis(), after))
                            .orElse(List.of()),
                    next.why()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UnreadableWorkspaceException e) {
            failed(Advice.of(e, files, ""));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "A file could not be brought in", e);
            failed(say(
                    "The file could not be kept: %s. Nothing of it was brought in. Try again.",
                    String.valueOf(e.getMessage())));
        }
    }

    private synchronized Optional<MappingDraft> draft() {
        return recognition == null ? Optional.empty() : recognition.draft();
    }

    private synchronized void finished(Outcome result) throws IOException {
        Path folder = uploads.folder(id);
        Path fresh = folder.resolve(OUTCOME + ".new");
        Files.write(fresh, JSON.writeValueAsBytes(result));
        Files.move(fresh, folder.resolve(OUTCOME), StandardCopyOption.ATOMIC_MOVE);
        outcome = result;
        keeping = false;
        // Its rows are kept as a table now; the file itself is needed no more.
        uploads.settle(id);
    }

    private synchronized void failed(String why) {
        keeping = false;
        unreadable = why;
    }

    synchronized void cancel() {
        cancelCheck();
    }

    private void cancelCheck() {
        if (check != null) {
            check.cancel();
            check = null;
        }
    }

    /// What is put before the numbers of rows: the same for the same file, another for any other one.
    private static String rowIds(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(in.readNBytes(1 << 20));
            digest.update(Long.toString(Files.size(file)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 5) + "-";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
