package throughline.server.diagnose;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Journeys;
import throughline.diagnosis.MeasureDictionary;
import throughline.diagnosis.Period;
import throughline.diagnosis.PersonalCards;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.ScorecardBook;
import throughline.diagnosis.Steps;
import throughline.diagnosis.Teams;
import throughline.explanation.Explanations;
import throughline.explanation.LineOfSight;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Registry;
import throughline.server.diagnose.Examination.Provenance;
import throughline.server.diagnose.Scope.Facts;
import throughline.workspace.Workspace;

/// A workspace that has been read, with the examinations asked for so far: each is computed once, however
/// many readers wait for it. Safe for use by several threads.
public final class OpenWorkspace implements AutoCloseable {

    /// Most examinations kept; the one used longest ago is forgotten first.
    private static final int KEPT = 48;

    /// Likewise of what is computed of the whole organisation, whoever looks.
    private static final int KEPT_WHOLE = 8;

    private final Workspace workspace;
    private final Function<Dossier, Diagnosis> examiner;
    private final Registry registry;
    private final Remembered<Scope, Examination> examinations = new Remembered<>(KEPT);
    /// However many months and parts are asked for at once, two are computed; the others wait.
    private final Semaphore computing = new Semaphore(2, true);

    private final Remembered<Scope, Teams> teams = new Remembered<>(KEPT_WHOLE);
    private final Remembered<Scope, PersonalCards> cards = new Remembered<>(KEPT_WHOLE);

    /// Opens a workspace.
    ///
    /// @param examiner how a dossier becomes a diagnosis, [Diagnosis#of] outside tests
    public OpenWorkspace(Workspace workspace, Function<Dossier, Diagnosis> examiner) {
        this.workspace = workspace;
        this.examiner = examiner;
        this.registry = new Registry(workspace.organisation());
    }

    /// What was read.
    public Workspace workspace() {
        return workspace;
    }

    /// The organisation it is about.
    public Organisation organisation() {
        return workspace.organisation();
    }

    /// The unit a scope is limited to; empty where it is the whole organisation or names no unit.
    public Optional<Unit> part(Scope scope) {
        return registry.unit(scope.part());
    }

    /// Whether a unit is another or lies below it.
    public boolean isWithin(String unit, String other) {
        return registry.unit(other).isPresent() && registry.subtree(other).contains(unit);
    }

    /// How deep a unit lies under the units above it, 0 for the top.
    public int depth(Unit unit) {
        return registry.chain(unit.id()).size() - 1;
    }

    /// The months with facts, first to last.
    public List<YearMonth> months() {
        Period all = workspace.dossier().period();
        return Stream.iterate(
                        YearMonth.from(all.from()), m -> !m.isAfter(YearMonth.from(all.to())), m -> m.plusMonths(1))
                .toList();
    }

    /// The examination of a scope, computed at the first call.
    public Examination examine(Scope scope) {
        return examinations.get(scope.of(part(scope).map(Unit::id).orElse(""), scope.facts()), this::examined);
    }

    /// The cards of the people of the front line, over the days of a scope.
    public PersonalCards cards(Scope scope) {
        return cards.get(scope.of("", Facts.ALL), s -> PersonalCards.of(seen(workspace.dossier(), s)));
    }

    private Dossier seen(Dossier all, Scope scope) {
        return known(all, scope).during(scope.days(workspace.dossier().period()));
    }

    /// What one knows at the end of a scope's days, or now.
    private Dossier known(Dossier all, Scope scope) {
        return scope.known()
                .flatMap(last -> workspace.dossier().period().until(last))
                .map(all::asOf)
                .orElse(all);
    }

    private Examination examined(Scope scope) {
        computing.acquireUninterruptibly();
        try {
            return computed(scope);
        } finally {
            computing.release();
        }
    }

    private Examination computed(Scope scope) {
        Dossier whole = workspace.dossier();
        Optional<Unit> part = part(scope);
        Dossier wanted = part.map(
                        u -> scope.facts() == Facts.ALL ? whole.within(registry.subtree(u.id())) : whole.only(u.id()))
                .orElse(whole);
        Dossier dossier = seen(wanted, scope);
        Optional<Period> earlier = scope.before(whole.period());
        Accountability accountability = Accountability.of(dossier);
        Diagnosis diagnosis = examiner.apply(dossier);
        // Teams are compared with all others, whoever looks.
        Teams all = teams.get(scope.of("", Facts.ALL), s -> Teams.of(seen(whole, s)));
        return new Examination(
                scope.span(),
                part,
                dossier,
                diagnosis,
                earlier.map(p -> examiner.apply(wanted.asOf(p))),
                LineOfSight.of(dossier),
                accountability,
                Journeys.of(dossier, accountability),
                SaidAndDone.of(dossier),
                part.map(u -> all.only(registry.subtree(u.id()))).orElse(all),
                MeasureDictionary.of(dossier, diagnosis),
                ScorecardBook.of(dossier),
                Steps.of(known(wanted, scope)),
                new Explanations(dossier),
                Provenance.of(workspace));
    }

    /// Units a reader may choose from: those with others below them, and all where they are few.
    public List<Unit> parts() {
        List<Unit> all = organisation().units();
        return all.size() <= 40
                ? all
                : all.stream()
                        .filter(u -> all.stream().anyMatch(below -> u.id().equals(below.parent())))
                        .toList();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
