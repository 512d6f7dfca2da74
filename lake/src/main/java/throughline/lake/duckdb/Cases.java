package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.INTERACTIONS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// The cases: one row a case, with the file and line of its first contact.
///
/// `unit`, `touchpoint`, `intent`, `segment` are those of the first contact, `resolved` that of the last that knows it;
/// `touchpoints` are all it went through ([CasePaths]). `returned` says that contacts came back to a touchpoint or a
/// channel they had left. Most cases have one contact and are read from its row; only the others are summed and
/// written, first the sums, because answers need these and not the cases. Hashes of 64 bits stand for case
/// ids on the way: two of ten million are the same with a chance of 3 in a million.
final class Cases {

    private static final String KEPT = Sql.name(Sealing.kept(INTERACTIONS));

    private final Workshop workshop;
    private final FactTable table;
    private final Map<String, String> sums = new LinkedHashMap<>();
    private final Map<String, String> single = new LinkedHashMap<>();
    private Optional<CasePaths> paths = Optional.empty();

    /// Cases of interactions whose repeats [Contacts#derive] has found.
    Cases(Workshop workshop, FactTable interactions) {
        this.workshop = workshop;
        this.table = interactions;
    }

    private boolean has(String column) {
        return table.position(column) >= 0;
    }

    private boolean text(String column) {
        return has(column) && table.columns().get(table.position(column)).type() == ColumnType.TEXT;
    }

    /// Sums the cases with several contacts; gives the columns known of all cases then, nothing where there is no case.
    Optional<FactTable> sum() {
        boolean none = !has("case_id")
                || !has("started_at")
                || workshop.number("select count(*) from (select 1 from %s where case_id is not null limit 1)"
                                .formatted(KEPT))
                        == 0;
        if (none) {
            return Optional.empty();
        }
        sums.put("opened_at", "min(started_at)");
        single.put("opened_at", "started_at");
        sums.put("contacts", "count(*)::double");
        single.put("contacts", "1::double");
        sums.put("repeat_72h", "bool_or(rn in (select rn from repeats))");
        single.put("repeat_72h", "false");
        List<String> places = List.of("channel", "touchpoint", "unit").stream()
                .filter(this::has)
                .toList();
        for (String place : places) {
            sums.put(place + "_changed", changed(place));
            single.put(place + "_changed", "case when %s is not null then false end".formatted(place));
        }
        if (!places.isEmpty()) {
            sums.put(
                    "crossed",
                    places.stream()
                            .map(place -> "(" + changed(place) + ")::int")
                            .collect(Collectors.joining(", ", "greatest(", ") = 1")));
            single.put(
                    "crossed",
                    "case when coalesce(%s) is not null then false end".formatted(String.join(", ", places)));
        }
        Map.of("repeats", "sum(repeats)", "systems", "max(systems)", "resolved", "arg_max(resolved, started_at)")
                .entrySet()
                .stream()
                .filter(e -> has(e.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> {
                    sums.put(e.getKey(), e.getValue());
                    single.put(e.getKey(), e.getKey());
                });
        paths = has("touchpoint") ? CasePaths.of(workshop, KEPT) : Optional.empty();
        workshop.write("case_sums", """
                        select hash(case_id) matter, arg_min(rn, started_at) first_rn, %s%s from %s
                        where case_id is not null and hash(case_id) in (select matter from several) group by 1
                        """.formatted(
                        listed(sums),
                        paths.isPresent() ? ", bit_or(place) bits" : "",
                        paths.map(CasePaths::placed).orElse(KEPT)));
        paths.ifPresent(p -> p.name("case_sums"));
        var names = new ArrayList<>(sums.keySet());
        paths.ifPresent(p -> names.add("touchpoints"));
        return Optional.of(of(names));
    }

    private List<String> texts() {
        var names = new ArrayList<>(List.of("case_id"));
        List.of("unit", "touchpoint", "intent", "segment").stream()
                .filter(this::text)
                .forEach(names::add);
        return names;
    }

    private FactTable of(List<String> names) {
        var columns = new ArrayList<>(FactTable.SYSTEM);
        FactKind.CASES.columns().stream()
                .filter(c -> names.contains(c.name()) || texts().contains(c.name()))
                .forEach(columns::add);
        return new FactTable(FactKind.CASES, columns);
    }

    /// Makes the cases: one of one contact is read from its row whenever it is asked for, the others are
    /// written.
    FactTable make() {
        List<String> places =
                List.of("touchpoint", "channel").stream().filter(this::has).toList();
        String several = "s.* exclude (matter, first_rn)";
        String joins = "";
        if (paths.isPresent()) {
            several = "s.* exclude (matter, first_rn, bits), p.touchpoints";
            single.put("touchpoints", "touchpoint");
            joins = " left join %s p on s.bits = p.bits".formatted(CasePaths.PATHS);
        }
        if (!places.isEmpty()) {
            back(places);
            several +=
                    ", case when coalesce(%s) is not null then s.matter in (select matter from cases_back) end returned"
                            .formatted(places.stream()
                                    .map(place -> "s." + place + "_changed")
                                    .collect(Collectors.joining(", ")));
            single.put(
                    "returned",
                    "case when coalesce(%s) is not null then false end".formatted(String.join(", ", places)));
        }
        workshop.finish(
                "several_cases",
                "select k.file, k.line, k.day, %s, %s from %s k join case_sums s on k.rn = s.first_rn%s"
                        .formatted(
                                texts().stream().map(n -> "k." + n).collect(Collectors.joining(", ")),
                                several,
                                KEPT,
                                joins));
        workshop.view(
                FactKind.CASES.table(),
                "select file, line, day, %s, %s from %s where derived_lone union all by name select * from several_cases"
                        .formatted(String.join(", ", texts()), listed(single), Sql.name(INTERACTIONS.table())));
        return of(List.copyOf(single.keySet()));
    }

    private static String listed(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    /// Whether a text column takes more than one value in a group; hashes compare faster than texts.
    private static String changed(String column) {
        String hash = "case when %1$s is not null then hash(%1$s) end".formatted(column);
        return "min(%1$s) <> max(%1$s)".formatted(hash);
    }

    /// Finds the cases that came back to a place they had left.
    private void back(List<String> places) {
        workshop.write(
                "cases_back",
                places.stream().map(place -> """
                                select matter from (select matter, place, lag(place) over
                                (partition by matter order by started_at, rn) before from
                                (select hash(case_id) matter, hash(%1$s) place, started_at, rn from %2$s
                                where %1$s is not null and case_id is not null and hash(case_id) in
                                (select matter from case_sums where contacts > 2 and %1$s_changed)))
                                where before is null or before <> place group by matter, place having count(*) > 1
                                """.formatted(place, KEPT)).collect(Collectors.joining(" union all ")));
    }
}
