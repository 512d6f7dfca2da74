package throughline.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Register;
import throughline.organisation.Registry;
import throughline.organisation.SeenFrom;
import throughline.statistics.Moments;

/// Everything a detector may look at: the organisation's record, its registers, its measures, and the cells of its
/// facts,
/// limited to a period and a part of the organisation.
public final class Dossier {

    private final Registry registry;
    private final Register register;
    private final Measures measures;
    private final CubeEngine engine;
    private final SharedCubes cubes;
    private final StaffGate staff;
    private final Map<FactKind, List<String>> files;
    private final Period period;
    private final Set<String> units;

    /// @param files the files each table was read from
    /// @param period the days on which there are facts, which all count until [#during] says otherwise;
    ///     registers are not cut to it: a promise of last year may be due in it
    /// @param units the units that count, or none for all; facts without a unit count only when all do
    public Dossier(
            Registry registry,
            Register register,
            Measures measures,
            CubeEngine engine,
            Map<FactKind, List<String>> files,
            Period period,
            Set<String> units) {
        this(registry, register, measures, engine, new SharedCubes(engine), files, period, units);
    }

    private Dossier(
            Registry registry,
            Register register,
            Measures measures,
            CubeEngine engine,
            SharedCubes cubes,
            Map<FactKind, List<String>> files,
            Period known,
            Set<String> units) {
        this(registry, register, measures, engine, cubes, new StaffGate(engine, cubes, known), files, known, units);
    }

    private Dossier(
            Registry registry,
            Register register,
            Measures measures,
            CubeEngine engine,
            SharedCubes cubes,
            StaffGate staff,
            Map<FactKind, List<String>> files,
            Period period,
            Set<String> units) {
        this.registry = registry;
        this.register = register;
        this.measures = measures;
        this.engine = engine;
        this.cubes = cubes;
        this.staff = staff;
        this.files = Map.copyOf(files);
        this.period = period;
        this.units = Set.copyOf(units);
    }

    /// What the organisation has decided.
    public Organisation organisation() {
        return registry.organisation();
    }

    /// Lookups in the organisation.
    public Registry registry() {
        return registry;
    }

    /// The small tables, row by row.
    public Register register() {
        return register;
    }

    /// Kinds and directions of all measures.
    public Measures measures() {
        return measures;
    }

    /// The days that count.
    public Period period() {
        return period;
    }

    /// The units that count; empty means all.
    public Set<String> units() {
        return units;
    }

    /// The same evidence of other days.
    public Dossier during(Period other) {
        return new Dossier(registry, register, measures, engine, cubes, staff, files, other, units);
    }

    /// The same evidence as one would have seen it at the end of a period: of its days, and with registers in which
    /// nothing later stands.
    public Dossier asOf(Period other) {
        return new Dossier(registry, register.until(other.to()), measures, engine, cubes, staff, files, other, units);
    }

    /// The same evidence of a part of the organisation.
    public Dossier within(Set<String> part) {
        return new Dossier(registry, register, measures, engine, cubes, staff, files, period, part);
    }

    /// The evidence of a unit and those below it, for somebody who may see no other: without the tables that do not say
    /// which unit a fact is of, and with a record that names no other unit ([SeenFrom]).
    public Dossier only(String unit) {
        var seen = new SeenFrom(registry, unit);
        return new Dossier(
                new Registry(seen.organisation()),
                seen.register(register),
                measures,
                new ToldApart(engine),
                files,
                period,
                registry.subtree(unit));
    }

    /// The table of the kind, where there are facts of it.
    public Optional<FactTable> table(FactKind kind) {
        return engine.table(kind);
    }

    /// Whether there are facts of the kind and its table has all the columns.
    public boolean has(FactKind kind, String... columns) {
        return table(kind)
                .filter(t -> List.of(columns).stream().allMatch(c -> t.find(c).isPresent()))
                .isPresent();
    }

    /// Number of facts of the kind in the period.
    public long rows(FactKind kind) {
        return has(kind) ? scan(CubeQuery.of(kind)).rows() : 0;
    }

    /// The files the facts of the kind were read from; organisation.yaml is not among them.
    public List<String> files(FactKind kind) {
        return files.getOrDefault(kind, List.of());
    }

    /// The same evidence with answers of staff told apart by unit: whole seasons, of units that may be shown. Those of
    /// no unit do not count.
    Dossier apart() {
        return units.isEmpty() ? within(staff.units()) : this;
    }

    /// Cells of the period and the part of the organisation that count; of answers of staff those that may be shown
    /// ([StaffGate]).
    public Cube scan(CubeQuery query) {
        if (query.fact() != FactKind.PULSE) {
            return scan(query, limited(query.fact(), query.filters()));
        }
        return staff.counting(query, period, units).stream()
                .map(set -> scan(query, joined(query.filters(), set)))
                .reduce(Cube::plus)
                .orElseThrow();
    }

    /// The days of each closed lot of answers of staff that a query of the whole organisation adds up ([StaffGate]).
    List<Period> closed(CubeQuery query) {
        return staff.closed(query, period);
    }

    private Cube scan(CubeQuery query, List<Filter> filters) {
        return cubes.scan(new CubeQuery(query.fact(), query.keys(), query.measures(), filters));
    }

    /// Joint moments of the period and the part of the organisation that count; of answers of staff those that may be
    /// shown ([StaffGate]).
    public List<MomentBlock> moments(MomentsQuery query) {
        if (query.fact() != FactKind.PULSE) {
            return moments(query, limited(query.fact(), query.filters()));
        }
        Map<List<@Nullable String>, Moments> blocks = new LinkedHashMap<>();
        staff.counting(Set.copyOf(query.variables()), period, units)
                .forEach(set -> moments(query, joined(query.filters(), set))
                        .forEach(block -> blocks.merge(block.keys(), block.moments(), Moments::plus)));
        return blocks.entrySet().stream()
                .map(block -> new MomentBlock(block.getKey(), block.getValue()))
                .toList();
    }

    private List<MomentBlock> moments(MomentsQuery query, List<Filter> filters) {
        return engine.moments(new MomentsQuery(query.fact(), query.blocks(), query.variables(), filters));
    }

    /// Rows of the period and the part of the organisation that count. Answers of staff are not shown row by row, but
    /// counted ([StaffTally]).
    public Rows rows(RowQuery query, long offset, int limit) {
        return query.fact() == FactKind.PULSE
                ? StaffTally.of(this, query, offset, limit)
                : engine.rows(
                        new RowQuery(query.fact(), query.columns(), limited(query.fact(), query.filters())),
                        offset,
                        limit);
    }

    private List<Filter> limited(FactKind kind, List<Filter> filters) {
        var all = new ArrayList<>(filters);
        all.add(new Filter.Days(period.from(), period.to()));
        if (!units.isEmpty() && has(kind, "unit")) {
            all.add(new Filter.In("unit", units));
        }
        return all;
    }

    private static List<Filter> joined(List<Filter> filters, List<Filter> more) {
        var all = new ArrayList<>(filters);
        all.addAll(more);
        return all;
    }
}
