package throughline.lake.iceberg;

import static throughline.lake.fact.FactKind.COMPLAINTS;
import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.INVITATIONS;
import static throughline.lake.fact.FactKind.OFFERS;
import static throughline.lake.fact.FactKind.PULSE;
import static throughline.lake.fact.FactKind.READINGS;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Worlds;
import throughline.lake.cube.Worlds.World;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// What happens to the facts of an organisation at random: rows come, late and again, names go, days go, everything is
/// replaced.
final class History implements AutoCloseable {

    static final List<FactTable> TABLES = List.of(
            Worlds.table(
                    INTERACTIONS,
                    "interaction_id",
                    "started_at",
                    "customer",
                    "case_id",
                    "touchpoint",
                    "channel",
                    "unit",
                    "intent",
                    "resolved",
                    "wait_s:n"),
            Worlds.table(EVENTS, "case_id", "activity", "at", "unit", "touchpoint"),
            Worlds.table(
                    RESPONSES,
                    "response_id",
                    "answered_at",
                    "interaction_id",
                    "customer",
                    "touchpoint",
                    "unit",
                    "nps:n"),
            Worlds.table(INVITATIONS, "invitation_id", "sent_at", "interaction_id", "response_id"),
            Worlds.table(COMPLAINTS, "complaint_id", "received_at", "interaction_id", "unit"),
            Worlds.table(OFFERS, "at", "interaction_id", "accepted"),
            Worlds.table(READINGS, "at", "measure", "value", "unit"),
            Worlds.table(PULSE, "answered_at", "unit", "proud:n"));

    private static final LocalDate FIRST = LocalDate.of(2025, 6, 20);
    private static final int DAYS = 230;

    private final SplittableRandom random;
    private final Storage storage;
    private final DataSource catalogue;
    private IcebergLake lake;
    private long generation;
    private long batches;
    private int day = 150;

    History(long seed, Storage storage, DataSource catalogue) {
        this.random = new SplittableRandom(seed);
        this.storage = storage;
        this.catalogue = catalogue;
        this.lake = IcebergLake.open(storage, catalogue);
        TABLES.forEach(table -> append(table, 40));
    }

    IcebergLake lake() {
        return lake;
    }

    /// Does one thing, and says what.
    String step() {
        int what = random.nextInt(20);
        if (what < 12) {
            day = Math.min(DAYS, day + random.nextInt(12));
            // Interactions reach furthest; a few rows touch few months, so that the others have to be found.
            FactTable table = TABLES.get(Math.max(0, random.nextInt(2 * TABLES.size()) - TABLES.size()));
            return append(table, random.nextInt(1, 5));
        }
        FactKind kind = TABLES.get(random.nextInt(TABLES.size())).kind();
        return switch (what) {
            case 12, 13 -> {
                String customer = "c" + random.nextInt(8);
                lake.forget(INTERACTIONS, "customer", List.of(customer), List.of("customer"));
                lake.forget(RESPONSES, "customer", List.of(customer), List.of("customer"));
                yield "forget " + customer;
            }
            case 14 -> {
                LocalDate first = FIRST.plusDays(random.nextInt(day));
                lake.removeBefore(kind, first);
                yield "remove %s before %s".formatted(kind.table(), first);
            }
            case 15, 16, 17 -> {
                lake.compact(kind);
                yield "compact " + kind.table();
            }
            case 18 -> {
                generation++;
                lake.close();
                lake = IcebergLake.open(storage, catalogue, generation, Optional.empty(), Steps.NONE);
                TABLES.forEach(table -> append(table, random.nextInt(1, 25)));
                yield "replace all";
            }
            default -> {
                TABLES.forEach(table -> append(table, random.nextInt(1, 4)));
                yield "append to all";
            }
        };
    }

    /// Some rows, most of them of the last days and some late; some take the place of earlier ones.
    private String append(FactTable table, int rows) {
        var world = new World(table);
        for (int i = 0; i < rows; i++) {
            LocalDate on =
                    FIRST.plusDays(random.nextInt(3) > 0 ? Math.max(0, day - random.nextInt(8)) : random.nextInt(day));
            row(world, on);
        }
        batches++;
        lake.append(
                table, new TreeSet<>(List.of(batches)), appender -> world.rows().forEach(appender::append));
        return "append %d rows of %s".formatted(rows, table.kind().table());
    }

    private void row(World world, LocalDate on) {
        Instant time = on.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(random.nextInt(86_400));
        String at = time.toString();
        List<@Nullable Object> values = new ArrayList<>();
        world.table().columns().stream()
                .skip(FactTable.SYSTEM.size())
                .forEach(column -> values.add(
                        switch (column.name()) {
                            case "interaction_id" ->
                                world.table().kind() == INTERACTIONS ? id("i", 120) : maybe(id("i", 130));
                            case "response_id" -> world.table().kind() == RESPONSES ? id("r", 60) : maybe(id("r", 60));
                            case "invitation_id" -> id("v", 60);
                            case "complaint_id" -> id("p", 60);
                            case "started_at", "at", "answered_at", "sent_at", "received_at" -> at;
                            case "customer" -> maybe(id("c", 8));
                            case "case_id" -> random.nextBoolean() ? null : id("k", 25);
                            case "touchpoint", "channel" -> maybe(id("t", 3));
                            case "unit" -> maybe(id("u", 2));
                            case "intent" -> maybe(id("n", 2));
                            case "activity" -> id("a", 3);
                            case "measure" -> random.nextBoolean() ? "speed" : "faults";
                            case "resolved", "accepted" -> maybe(random.nextBoolean());
                            default -> maybe((double) random.nextInt(1, 11));
                        }));
        world.row(on.toString(), values.toArray());
        world.rows().getLast().text(0, "batch-%d.csv".formatted(batches + 1));
    }

    private String id(String letter, int many) {
        return letter + random.nextInt(many);
    }

    private @Nullable Object maybe(Object value) {
        return random.nextInt(6) == 0 ? null : value;
    }

    @Override
    public void close() {
        lake.close();
    }
}
