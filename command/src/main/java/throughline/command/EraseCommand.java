package throughline.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import throughline.diagnosis.Wording;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.intake.Erasing;
import throughline.server.intake.Erasure.Receipt;

/// `throughline erase --customer ID | --before DATE`.
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "Erases a customer, or all that happened before a day, and prints a receipt, whether the server runs or not.",
            "Of a customer the rows stay, but nothing says any more whose they were; what he wrote is deleted."
        })
final class EraseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what = new What();

    @Mixin
    private final DataFolder data = new DataFolder();

    private static final class What {

        @Option(names = "--customer", paramLabel = "ID", description = "a customer, as your own systems call him")
        private @Nullable String customer;

        @Option(names = "--before", paramLabel = "DATE", description = "the first day that stays, such as 2024-01-01")
        private @Nullable LocalDate before;
    }

    @Override
    public Integer call() throws IOException {
        String customer = what.customer;
        LocalDate before = what.before;
        if (!Files.isDirectory(data.path())) {
            throw new ParameterException(
                    spec.commandLine(), "There is no data folder %s. Name it with --data.".formatted(data.path()));
        }
        if (customer != null && customer.isBlank()) {
            throw new ParameterException(spec.commandLine(), "Say which customer, for instance --customer C-1042.");
        }
        if (before != null && before.isAfter(LocalDate.now(ZoneId.systemDefault()))) {
            throw new ParameterException(
                    spec.commandLine(), "%s lies in the future. Name the first day that is to stay.".formatted(before));
        }
        Clock clock = Clock.systemUTC();
        try (var open = OpenDatabase.of(spec, data);
                var progress = new ProgressLine();
                var erasing = open.claim().isPresent()
                        ? Erasing.alone(data.path(), open.database(), clock)
                        : Erasing.beside(data.path(), open.database(), clock)) {
            progress.show("Erasing");
            Receipt receipt = customer == null
                    ? erasing.before(java.util.Objects.requireNonNull(before))
                    : erasing.customer(customer);
            AuditLog.of(open.database(), clock)
                    .record(AuditLog.COMMAND_LINE, Action.ERASED, String.valueOf(receipt.number()), "");
            erasing.rewrite();
            // Others may use a database of the organisation's own.
            boolean finished = DatabaseUrl.find(spec).isEmpty() && erasing.finish();
            progress.close();
            print(receipt, finished);
            return 0;
        }
    }

    private void print(Receipt receipt, boolean finished) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Receipt " + receipt.number());
        String customer = what.customer;
        if (customer != null && !receipt.known()) {
            out.println("  Nobody is known as %s here.".formatted(customer));
        }
        long rows = receipt.rows().values().stream().mapToLong(r -> r).sum();
        String each = receipt.rows().entrySet().stream()
                .map(e -> "%s of %s".formatted(e.getValue(), e.getKey().table()))
                .collect(Collectors.joining(", "));
        if (rows > 0) {
            out.println("  %s: %s.".formatted(what(rows), each));
        }
        out.println("  Deleted: %s, %s, and %s."
                .formatted(
                        Wording.count(receipt.texts(), "text", "texts"),
                        Wording.count(receipt.uploads(), "delivery as it came in", "deliveries as they came in"),
                        Wording.count(receipt.rejects(), "rejected row", "rejected rows")));
        if (!receipt.rows().isEmpty() || receipt.known() || what.before != null) {
            out.println(
                    finished
                            ? "  Nothing of it is left in any file of %s.".formatted(data.path())
                            : "  Older files that hold it are deleted by the server when nobody reads them any more, within half an hour.");
            out.println("  Backups made before still hold it. Keep %s with them: restore --erasures erases it again."
                    .formatted(data.path().resolve("erasures.ndjson")));
        }
    }

    private String what(long rows) {
        return what.before != null
                ? Wording.count(rows, "row went", "rows went")
                : Wording.count(rows, "row no longer says whose it is", "rows no longer say whose they are");
    }
}
