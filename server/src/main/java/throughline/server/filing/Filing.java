package throughline.server.filing;

import static throughline.text.Text.say;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register;
import throughline.server.accounts.Account;
import throughline.server.accounts.AuditLog;
import throughline.server.intake.BodyEncoding;
import throughline.server.intake.BodyFormat;
import throughline.server.intake.Delivery;
import throughline.server.intake.Intake;
import throughline.server.intake.Receipt;
import throughline.server.platform.OneAtATime;
import throughline.workspace.CheckedRows;
import throughline.workspace.Reject;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Files what somebody typed on a page as facts: checked by the rules by which all rows are read, then
/// received like any delivery, so that it is durable and comes in once however often the form is sent. Safe
/// for use by several threads.
public final class Filing {

    /// Who sends what was typed; no token can have this name.
    private static final String SOURCE = "(pages)";

    /// So long after it became a fact, the pages of every server have read it.
    private static final Duration READ_BY = Duration.ofDays(1);

    private static final JsonFactory JSON = new JsonFactory();

    private final Path work;
    private final Intake intake;
    private final AuditLog audit;
    private final TransactionTemplate once;
    private final OneAtATime alone;

    /// @param work folder for a file while it is checked
    Filing(Path work, DataSource source, Intake intake, AuditLog audit) {
        this.work = work;
        this.intake = intake;
        this.audit = audit;
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.alone = new OneAtATime(source, "throughline filing");
    }

    /// Rows of one table as they were typed.
    ///
    /// @param rows text by column; an empty text is as if nothing was typed
    public record Rows(FactKind kind, List<Map<String, String>> rows) {

        /// Copies the list.
        public Rows {
            rows = List.copyOf(rows);
        }

        /// One row.
        public static Rows one(FactKind kind, Map<String, String> row) {
            return new Rows(kind, List.of(row));
        }
    }

    /// What a check has found.
    ///
    /// @param register what the rows say, where nothing is wrong
    /// @param problems sentences, one a cell that is wrong
    public record Checked(Register register, List<Problem> problems) {}

    /// A cell that is wrong.
    ///
    /// @param row counted from 0
    public record Problem(int row, String column, String sentence) {}

    /// Reads the rows as if they came in.
    ///
    /// @param zone in which a time without an offset is
    public Checked check(Rows typed, ZoneId zone) {
        var problems = new LinkedHashMap<String, Problem>();
        for (int i = 0; i < typed.rows().size(); i++) {
            var row = new LinkedHashMap<>(typed.rows().get(i));
            typed.kind().required().forEach(column -> row.putIfAbsent(column, ""));
            // A row is told by its first bad cell, so what may be left out is left out and looked at once more.
            for (Optional<Reject> reject = first(typed.kind(), row, zone); reject.isPresent(); ) {
                String column = reject.get().column();
                problems.put(i + column, new Problem(i, column, sentence(reject.get(), row)));
                boolean more = !typed.kind().required().contains(column) && row.remove(column) != null;
                reject = more ? first(typed.kind(), row, zone) : Optional.empty();
            }
        }
        return problems.isEmpty()
                ? new Checked(read(typed.kind(), typed.rows(), zone).register(), List.of())
                : new Checked(Register.EMPTY, List.copyOf(problems.values()));
    }

    /// Reads the rows as a file of them is read: each row that is wrong is a reject, whose line is its place among
    /// them,
    /// from 1.
    ///
    /// @param zone in which a time without an offset is
    public CheckedRows look(Rows typed, ZoneId zone) {
        return read(typed.kind(), typed.rows(), zone);
    }

    /// Files rows that were checked, and writes down who did.
    ///
    /// @param key of the form: what was filed under it before is filed no second time
    /// @param told what the audit log says of it
    /// @return whether it is new
    /// @throws throughline.server.intake.Refusal if it cannot be taken in
    /// @throws UncheckedIOException if it could not be written; whether it was kept is not known then
    public boolean file(Account by, UUID key, Rows typed, String told) {
        return file(key, typed, log -> log.add(by.email(), AuditLog.Action.RECORDED, "", told));
    }

    /// Files rows that were checked, and writes down what was done by them.
    ///
    /// @param subject which rows, such as `decisions d1`
    /// @return whether it is new
    /// @throws throughline.server.intake.Refusal if it cannot be taken in
    public boolean file(Account by, UUID key, Rows typed, AuditLog.Action done, String subject) {
        return file(key, typed, log -> log.add(by.email(), done, subject, ""));
    }

    private boolean file(UUID key, Rows typed, Consumer<AuditLog> writing) {
        byte[] body = json(typed.rows());
        return Objects.requireNonNull(once.execute(transaction -> {
            try {
                Receipt receipt = intake.receive(
                        new Delivery(
                                SOURCE,
                                Optional.of(key.toString()),
                                typed.kind(),
                                BodyFormat.NDJSON,
                                BodyEncoding.IDENTITY),
                        new ByteArrayInputStream(body),
                        Optional.of((long) body.length));
                if (!receipt.replay()) {
                    writing.accept(audit);
                }
                return !receipt.replay();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /// Does something that looks at the facts and files others, while nobody on any server does the same.
    public <T> T alone(Supplier<T> work) {
        return alone.alone(work);
    }

    /// What was filed lately, on whatever server, and may not be among the facts yet.
    ///
    /// @param zone in which a time without an offset is
    public Register lately(FactKind kind, ZoneId zone) {
        var rows = new ByteArrayOutputStream();
        intake.lately(SOURCE, kind, READ_BY).forEach(rows::writeBytes);
        return rows.size() == 0
                ? Register.EMPTY
                : read(kind, rows.toByteArray(), zone).register();
    }

    private Optional<Reject> first(FactKind kind, Map<String, String> row, ZoneId zone) {
        return read(kind, List.of(row), zone).rejects().stream().findFirst();
    }

    private CheckedRows read(FactKind kind, List<Map<String, String>> rows, ZoneId zone) {
        return read(kind, json(rows), zone);
    }

    private CheckedRows read(FactKind kind, byte[] rows, ZoneId zone) {
        try {
            Path file = Files.createTempFile(work, "typed-", ".ndjson");
            try {
                Files.write(file, rows);
                return CheckedRows.of(kind, file, zone);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] json(List<Map<String, String>> rows) {
        var bytes = new ByteArrayOutputStream();
        for (Map<String, String> row : rows) {
            try (JsonGenerator line = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
                line.writeStartObject();
                row.forEach(line::writeStringProperty);
                line.writeEndObject();
            }
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    /// What is wrong, without the name of the column, beside whose field it stands.
    private static String sentence(Reject reject, Map<String, String> row) {
        return row.getOrDefault(reject.column(), "").isBlank()
                ? say("This is needed.")
                : Wording.sentence(reject.reason().replaceFirst("^" + reject.column() + ": ", ""));
    }
}
