package throughline.server.diagnose;

import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
import throughline.server.turn.BusyException;
import throughline.server.turn.Turns;
import throughline.server.turn.Turns.Turn;
import throughline.text.Language;
import throughline.workspace.Workspace;

/// A workspace that has been read, with the examinations asked for so far: each is computed once in a language, however
/// many readers wait for it. What is added up is the same in all languages and is added up once. Safe for use by
/// several
/// threads.
public final class OpenWorkspace implements AutoCloseable {

    /// However many months and parts are asked for at once, two are computed; the others wait.
    private static final int AT_ONCE = 2;

    /// So many units can all be chosen from.
    private static final int FEW_UNITS = 40;

    /// How long a reader waits for others.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final Function<Dossier, Diagnosis> examiner;
    private final Registry registry;
    private final List<Unit> parts;
    private final Turns turns;
    private final Kept usual = new Kept(48, 8);
    /// There are as many pinned days as one can think of; they push out nothing but each other.
    private final Kept pinned = new Kept(8, 2);

    /// What is asked for, and the language in which it is worded.
    private record Asked(Scope scope, Language language) {

        static Asked of(Scope scope) {
            return new Asked(scope, Language.current());
        }
    }

    /// What has been computed; the one used longest ago is forgotten first.
    private record Kept(
            Remembered<Asked, Examination> examinations,
            Remembered<Asked, Teams> teams,
            Remembered<Asked, PersonalCards> cards) {

        /// @param most how many examinations
        /// @param whole how many of what is computed of the whole organisation, whoever looks
        Kept(int most, int whole) {
            this(new Remembered<>(most), new Remembered<>(whole), new Remembered<>(whole));
        }
    }

    /// Opens a workspace.
    ///
    /// @param examiner how a dossier becomes a diagnosis, [Diagnosis#of] outside tests
    public OpenWorkspace(Workspace workspace, Function<Dossier, Diagnosis> examiner) {
        this(workspace, examiner, new Turns(AT_ONCE, PATIENCE));
    }

    OpenWorkspace(Workspace workspace, Function<Dossier, Diagnosis> examiner, Turns turns) {
        this.workspace = workspace;
        this.examiner = examiner;
        this.registry = new Registry(workspace.organisation());
        this.parts = parts(workspace.organisation().units());
        this.turns = turns;
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
        return registry.chain(unit).stream().anyMatch(above -> above.id().equals(other));
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

    /// The examination of a scope, computed at the first call, for the server itself: it waits its turn.
    public Examination examine(Scope scope) {
        Scope asked = plain(scope);
        return kept(asked).examinations().get(Asked.of(asked), a -> computed(a.scope(), turns::inTheEnd));
    }

    /// The examination of a scope, computed at the first call; one at a time for each account.
    ///
    /// @param who the reader's account by its id, or empty
    /// @throws BusyException if too much else is being computed
    public Examination examine(Scope scope, String who) {
        Scope asked = plain(scope);
        return of(kept(asked).examinations(), asked, who, s -> computed(s, turns::next));
    }

    /// The cards of the people of the front line, over the days of a scope.
    ///
    /// @param who the reader's account by its id, or empty
    /// @throws BusyException if too much else is being computed
    public PersonalCards cards(Scope scope, String who) {
        Scope asked = plain(scope).of("", Facts.ALL);
        return of(kept(asked).cards(), asked, who, s -> {
            try (Turn _ = turns.next()) {
                return PersonalCards.of(seen(workspace.dossier(), s));
            }
        });
    }

    /// A scope of the organisation as it is, the same for all that show the same.
    private Scope plain(Scope scope) {
        return scope.within(workspace.dossier().period())
                .of(part(scope).map(Unit::id).orElse(""), scope.facts());
    }

    private Kept kept(Scope scope) {
        return scope.pinned().isPresent() ? pinned : usual;
    }

    /// Who waits for what others compute has a turn of the account, and none among all.
    private <T> T of(Remembered<Asked, T> remembered, Scope scope, String who, Function<Scope, T> computed) {
        Asked asked = Asked.of(scope);
        return remembered.known(asked).orElseGet(() -> {
            try (Turn _ = turns.only(who)) {
                return remembered.get(asked, a -> computed.apply(a.scope()));
            }
        });
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

    private Examination computed(Scope scope, Supplier<Turn> next) {
        try (Turn _ = next.get()) {
            return computed(scope);
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
        Teams all = kept(scope).teams().get(Asked.of(scope.of("", Facts.ALL)), a -> Teams.of(seen(whole, a.scope())));
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
        return parts;
    }

    private static List<Unit> parts(List<Unit> all) {
        if (all.size() <= FEW_UNITS) {
            return all;
        }
        Set<String> above =
                all.stream().map(Unit::parent).flatMap(Stream::ofNullable).collect(Collectors.toSet());
        return all.stream().filter(u -> above.contains(u.id())).toList();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
