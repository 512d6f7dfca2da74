package throughline.server.diagnose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Journeys;
import throughline.diagnosis.Period;
import throughline.diagnosis.SaidAndDone;
import throughline.explanation.Explanations;
import throughline.explanation.LineOfSight;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Registry;
import throughline.server.diagnose.Examination.Provenance;
import throughline.server.diagnose.Scope.Facts;
import throughline.workspace.Workspace;

/// A workspace that has been read, with the examinations asked for so far: each is computed once, however many readers
/// wait for it. Safe for use by several threads.
public final class OpenWorkspace implements AutoCloseable {

    /// Most examinations kept; the one used longest ago is forgotten first.
    private static final int KEPT = 48;

    private final Workspace workspace;
    private final Function<Dossier, Diagnosis> examiner;
    private final Registry registry;
    private final Map<Scope, FutureTask<Examination>> examinations = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Scope, FutureTask<Examination>> eldest) {
            return size() > KEPT;
        }
    };

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

    /// The examination of a scope, computed at the first call.
    public Examination examine(Scope scope) {
        var wanted = new Scope(scope.span(), part(scope).map(Unit::id).orElse(""), scope.facts());
        FutureTask<Examination> task;
        synchronized (examinations) {
            task = examinations.computeIfAbsent(wanted, s -> new FutureTask<>(() -> examined(s)));
        }
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            synchronized (examinations) {
                examinations.remove(wanted, task);
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The diagnosis was interrupted", e);
        }
    }

    private Examination examined(Scope scope) {
        Dossier whole = workspace.dossier();
        Optional<Unit> part = part(scope);
        Dossier wanted = part.map(
                        u -> scope.facts() == Facts.ALL ? whole.within(registry.subtree(u.id())) : whole.only(u.id()))
                .orElse(whole);
        Dossier dossier = wanted.during(scope.span().within(whole.period()));
        Optional<Period> earlier = scope.span().before(whole.period());
        Accountability accountability = Accountability.of(dossier);
        return new Examination(
                scope.span(),
                part,
                dossier,
                examiner.apply(dossier),
                earlier.map(p -> examiner.apply(dossier.during(p))),
                LineOfSight.of(dossier),
                accountability,
                Journeys.of(dossier, accountability),
                SaidAndDone.of(dossier),
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
