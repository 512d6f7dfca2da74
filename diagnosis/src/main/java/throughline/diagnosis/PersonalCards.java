package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.LikeWithLike.Compared;
import throughline.diagnosis.ScorecardBalance.Group;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Person;
import throughline.statistics.Summary;

/// The card of each person of the front line: for that person and for who leads them directly, for nobody else
/// (causes.md, rule 6). Who asks is the caller's to know; [#mayBeSeenBy] is the rule.
///
/// A figure is held against what other people would have reached with the same work. Nobody is ranked, and nothing of
/// anybody else can be had from a card but means of all who share the work. Safe for use by several threads.
public final class PersonalCards {

    private static final String WHO = "agent";
    private static final int WEEKS = 26;

    private final Dossier dossier;
    private final List<CardMeasure> service;
    private final List<Group> groups;
    private final Map<String, Optional<LikeWithLike>> compared = new ConcurrentHashMap<>();

    private PersonalCards(Dossier dossier, List<CardMeasure> service, List<Group> groups) {
        this.dossier = dossier;
        this.service = service;
        this.groups = groups;
    }

    /// The cards of all that the dossier covers; each is made when it is asked for.
    public static PersonalCards of(Dossier dossier) {
        return new PersonalCards(
                dossier,
                CardMeasure.service(dossier, WHO),
                ScorecardBalance.of(dossier).map(ScorecardBalance::groups).orElse(List.of()));
    }

    /// Whether the card of a person may be seen by another: by the person, and by who is on record as the manager, as
    /// long as the person is there. Not by who leads the manager.
    public static boolean mayBeSeenBy(Person person, String reader, LocalDate today) {
        boolean here = person.leftOn() == null || person.leftOn().isAfter(today);
        return person.id().equals(reader) || (reader.equals(person.manager()) && here);
    }

    /// The card of a person on record.
    public FrontLineCard of(Person person) {
        Optional<String> unit = Optional.ofNullable(person.unit());
        CardLines lines = CardLines.of(groups, unit.orElse(""), person.role());
        List<CardMeasure> operations = lines.operations(dossier, WHO);
        Map<FactKind, Own> own = own(person.id(), operations);
        return new FrontLineCard(
                person.id(),
                person.title(),
                unit.map(u -> HandlingTime.unitTitle(dossier, u)),
                contacts(person.id()),
                service.stream().map(m -> gauge(m, person.id(), lines, own)).toList(),
                operations.stream().map(m -> gauge(m, person.id(), lines, own)).toList(),
                lines.service());
    }

    private Gauge gauge(CardMeasure measure, String id, CardLines lines, Map<FactKind, Own> own) {
        Optional<Own> table = measure.table().map(own::get);
        Summary all = table.map(t -> t.all(measure.id())).orElse(Summary.EMPTY);
        Optional<LikeWithLike> others = compared.computeIfAbsent(
                measure.id(),
                m -> LikeWithLike.of(dossier, measure, WHO, Set.of(), LikeWithLike.Ranking.NONE, each -> List.of()));
        Optional<Compared> like = others.flatMap(c -> c.find(id));
        return new Gauge(
                measure,
                all.count(),
                all.count() < LikeWithLike.FEWEST ? Optional.empty() : Optional.of(Teams.mean(all, measure)),
                like.map(c -> OptionalDouble.of(c.expected())).orElseGet(OptionalDouble::empty),
                like,
                lines.weight(measure.id()),
                lines.target(measure.id()),
                new Trend(
                        measure.title(),
                        measure.sign() < 0,
                        all.count() < LikeWithLike.FEWEST
                                ? List.of()
                                : table.map(t -> t.trend(measure.id())).orElse(List.of())));
    }

    private long contacts(String id) {
        FactKind kind = dossier.has(FactKind.INTERACTIONS, WHO) ? FactKind.INTERACTIONS : FactKind.RESPONSES;
        return dossier.has(kind, WHO)
                ? dossier.scan(CubeQuery.of(kind).where(new Filter.In(WHO, Set.of(id))))
                        .rows()
                : 0;
    }

    /// A person's own rows of one table, week by week.
    private record Own(Map<String, Map<LocalDate, Summary>> weeks, LocalDate from) {

        Summary all(String measure) {
            return weeks.getOrDefault(measure, Map.of()).values().stream().reduce(Summary.EMPTY, Summary::plus);
        }

        List<Trend.Point> trend(String measure) {
            return weeks.getOrDefault(measure, Map.of()).entrySet().stream()
                    .filter(w -> w.getKey().isAfter(from) && w.getValue().count() > 0)
                    .map(w -> new Trend.Point(w.getKey(), w.getValue().mean()))
                    .toList();
        }
    }

    private Map<FactKind, Own> own(String id, List<CardMeasure> operations) {
        Map<FactKind, List<String>> columns = new EnumMap<>(FactKind.class);
        var measures = new ArrayList<>(service);
        measures.addAll(operations);
        for (CardMeasure measure : measures) {
            @Nullable FactKind kind = measure.table().orElse(null);
            if (kind != null && MeasureMeans.adds(dossier, kind, measure.id())) {
                columns.computeIfAbsent(kind, k -> new ArrayList<>()).add(measure.id());
            }
        }
        Map<FactKind, Own> own = new EnumMap<>(FactKind.class);
        columns.forEach((kind, ids) -> own.put(kind, own(kind, id, ids)));
        return own;
    }

    private Own own(FactKind kind, String id, List<String> columns) {
        Map<String, Map<LocalDate, Summary>> weeks = new HashMap<>();
        for (Cell cell : dossier.scan(CubeQuery.of(kind)
                .by(new Key.Week())
                .sum(columns.toArray(String[]::new))
                .where(new Filter.In(WHO, Set.of(id))))) {
            for (int i = 0; i < columns.size(); i++) {
                weeks.computeIfAbsent(columns.get(i), c -> new TreeMap<>())
                        .merge(cell.day(0), cell.sum(i), Summary::plus);
            }
        }
        return new Own(weeks, dossier.period().to().minusWeeks(WEEKS));
    }
}
