package throughline.workspace;

import static throughline.text.Text.counted;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;

/// What is known of a table beside its rows, and what the tables together say.
///
/// @param rows how many good rows there are
record TableLook(FactKind kind, long rows, TableFindings findings, ScaleCheck scales) {

    /// Tables whose days make the period of a workspace; plans and registers may lie far outside it.
    private static final Set<FactKind> EXPERIENCE = Set.of(
            FactKind.INTERACTIONS,
            FactKind.EVENTS,
            FactKind.RESPONSES,
            FactKind.INVITATIONS,
            FactKind.COMPLAINTS,
            FactKind.READINGS,
            FactKind.PULSE,
            FactKind.EVALUATIONS,
            FactKind.OFFERS);

    /// The measures of the tables.
    static Measured measured(Organisation organisation, List<TableLook> looks) {
        return Measured.of(
                organisation,
                looks.stream().flatMap(l -> l.findings().seen().stream()).toList());
    }

    /// Sentences about what facts say and the organisation does not. They come before all others: they change
    /// verdicts, and lists are cut at their end.
    static List<String> oddities(List<TableLook> looks, Organisation organisation, Measures measures) {
        var odd = new ArrayList<String>();
        if (organisation.recorded()) {
            unknownIds(looks).forEach((field, ids) -> odd.add(unknownSentence(field, ids, unknownCells(looks, field))));
        }
        looks.forEach(look -> odd.addAll(look.remarks()));
        boolean answers = looks.stream().anyMatch(look -> look.kind() == FactKind.RESPONSES && look.rows() > 0);
        if (answers) {
            unasked(organisation, measures).ifPresent(odd::add);
        }
        return odd;
    }

    /// Sentences about words and values that do not fit.
    private List<String> remarks() {
        return Stream.concat(scales.remarks().stream(), findings.remarks().stream())
                .toList();
    }

    /// Ids that the organisation does not list, by `unit`, `touchpoint` and `person`.
    static Map<String, List<String>> unknownIds(List<TableLook> looks) {
        Map<String, TreeSet<String>> all = new TreeMap<>();
        for (TableLook look : looks) {
            look.findings()
                    .unknownIds()
                    .forEach((field, ids) ->
                            all.computeIfAbsent(field, f -> new TreeSet<>()).addAll(ids));
        }
        Map<String, List<String>> cut = new TreeMap<>();
        all.forEach((field, ids) -> {
            if (!ids.isEmpty()) {
                cut.put(field, ids.stream().limit(TableFindings.MOST_IDS).toList());
            }
        });
        return cut;
    }

    private static long unknownCells(List<TableLook> looks, String field) {
        return looks.stream()
                .mapToLong(l -> l.findings().unknownCells().getOrDefault(field, 0L))
                .sum();
    }

    private static String unknownSentence(String field, List<String> ids, long cells) {
        String first = String.join(", ", ids.subList(0, Math.min(5, ids.size())));
        String what = counted(
                ids.size(),
                "%s %s id in %s of the facts is not in organisation.yaml: %s%s. Add it there, or mend the facts.",
                ids.size() < TableFindings.MOST_IDS
                        ? "%s %s ids in %s of the facts are not in organisation.yaml: %s%s. Add them there, or mend the facts."
                        : "At least %s %s ids in %s of the facts are not in organisation.yaml: %s%s. Add them there, or mend the facts.");
        return what.formatted(
                Wording.count(ids.size()),
                field,
                Wording.count(cells, "cell", "cells"),
                first,
                ids.size() > 5 ? ", …" : "");
    }

    /// A sentence about feelings that are promised but that no question asks for.
    private static Optional<String> unasked(Organisation organisation, Measures measures) {
        List<String> feelings = organisation.promise().stream()
                .flatMap(p -> p.feelings().stream())
                .filter(f -> Organisation.Promise.items(f).stream()
                        .noneMatch(item -> measures.find(item).isPresent()))
                .toList();
        return feelings.isEmpty()
                ? Optional.empty()
                : Optional.of(say(
                        "promise.feelings in organisation.yaml: no question asks for %s. Ask it as %s, or mend the word.",
                        Wording.names(feelings, 5),
                        Organisation.Promise.items(feelings.getFirst()).getFirst()));
    }

    /// First day of an experience; of anything where no experience is known.
    static Optional<LocalDate> firstDay(List<TableLook> looks) {
        return day(looks, TableFindings::firstDay, IntStream::min);
    }

    /// Last day of an experience; of anything where no experience is known.
    static Optional<LocalDate> lastDay(List<TableLook> looks) {
        return day(looks, TableFindings::lastDay, IntStream::max);
    }

    private static Optional<LocalDate> day(
            List<TableLook> looks,
            ToIntFunction<TableFindings> day,
            java.util.function.Function<IntStream, OptionalInt> of) {
        List<TableLook> known = looks.stream().filter(l -> l.rows() > 0).toList();
        List<TableLook> counted =
                known.stream().filter(l -> EXPERIENCE.contains(l.kind())).toList();
        OptionalInt found =
                of.apply((counted.isEmpty() ? known : counted).stream().mapToInt(l -> day.applyAsInt(l.findings())));
        return found.isPresent() ? Optional.of(LocalDate.ofEpochDay(found.getAsInt())) : Optional.empty();
    }
}
