package throughline.lake.iceberg;

import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.TABLE;
import static throughline.lake.iceberg.Contacts.batch;
import static throughline.lake.iceberg.Contacts.contact;
import static throughline.lake.iceberg.Contacts.rows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import throughline.lake.JavaProcess;

/// A process that writes to a lake, and may be halted at a step. It says what it knows to be in.
public final class Writer {

    static final int BATCHES = 4;
    private static final int HALTED = 9;

    private Writer() {}

    /// Arguments: `script` folder url step, or `batches` folder url first last.
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        String url = arguments[2];
        int number = Integer.parseInt(arguments[3]);
        if (arguments[0].equals("script")) {
            var steps = new AtomicInteger();
            Steps halting = step -> {
                if (steps.incrementAndGet() == number) {
                    System.out.println("halted at " + step);
                    System.out.flush();
                    Runtime.getRuntime().halt(HALTED);
                }
            };
            try (var lake = IcebergLake.open(
                    new Storage.Folder(folder), CatalogueServer.at(url), 0, Optional.empty(), halting)) {
                script(lake, Set.of());
            }
            System.out.println("steps " + steps.get());
        } else {
            try (var lake = IcebergLake.open(new Storage.Folder(folder), CatalogueServer.at(url))) {
                for (int round = number; round < Integer.parseInt(arguments[4]); round++) {
                    shared(lake, round, Integer.parseInt(arguments[5]));
                }
            }
        }
    }

    /// Brings in every batch that is not known to be in, and keeps the table up between them.
    static void script(IcebergLake lake, Set<Integer> known) {
        for (int b = 0; b < BATCHES; b++) {
            if (!known.contains(b)) {
                lake.append(TABLE, batch(b), rows(contacts(b)));
                System.out.println("acknowledged " + b);
                System.out.flush();
            }
            if (b == 2) {
                lake.compact(INTERACTIONS);
                lake.expire(INTERACTIONS, Instant.now(), 1, Set.of());
                lake.removeOrphans(INTERACTIONS, Instant.now());
            }
        }
    }

    /// Two contacts in each of two months; the first is that of the batch before, corrected.
    private static Contacts.Contact[] contacts(int b) {
        return new Contacts.Contact[] {
            contact("c-" + (b - 1), "2026-03-0" + (b + 1), b),
            contact("c-" + b, "2026-04-01", b),
            contact("d-" + b, "2026-03-01", b)
        };
    }

    /// What is there when the batches before a number are in.
    static SortedMap<String, Double> expected(int batches) {
        var expected = new TreeMap<String, Double>();
        for (int b = 0; b < batches; b++) {
            for (Contacts.Contact contact : contacts(b)) {
                expected.put(contact.id(), contact.waitSeconds());
            }
        }
        return expected;
    }

    /// A batch of this writer, and one that both writers have.
    private static void shared(IcebergLake lake, int round, int writer) {
        int own = 3 * round + writer;
        lake.append(
                TABLE, batch(own), rows(contact("own-" + own, "2026-03-01", own), contact("last", "2026-03-02", own)));
        int both = 3 * round + 2;
        lake.append(TABLE, batch(both), rows(contact("both-" + both, "2026-03-01", both)));
    }

    static Process start(Path output, String... arguments) throws IOException {
        return JavaProcess.of(List.of(), Writer.class, arguments)
                .redirectOutput(output.toFile())
                .start();
    }
}
