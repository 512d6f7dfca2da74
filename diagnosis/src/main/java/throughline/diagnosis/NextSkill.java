package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.MomentsQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Moments;
import throughline.statistics.Summary;
import throughline.statistics.comparison.ShrunkMeans;
import throughline.statistics.importance.ShapleyImportance;

/// Which skill each team should practise next: the one with the most importance times gap.
///
/// Skills are what customers say of the people who serve them (reliability, responsiveness, assurance, empathy), else
/// what evaluators judge. Importance is the share of the outcome that a skill explains (LMG); where skill and outcome
/// are not known of 200 answers together, skills count alike. The gap is how far the team lies below the best quarter
/// of teams, in standard deviations of single answers, on means drawn towards the mean of all as far as they are thin.
/// It informs cause 1.8 and decides nothing.
///
/// @param teams one a team with a gap, the largest importance times gap first
/// @param answers answers or evaluations it rests on: those of the skill with most
record NextSkill(FactKind kind, boolean weighted, List<Team> teams, long answers) {

    private static final Set<String> DELIVERED = Set.of("reliability", "responsiveness", "assurance", "empathy");
    private static final int MOST_SKILLS = 8;
    private static final int LEAST_SKILLS = 2;
    private static final int LEAST_TEAMS = 4;
    private static final long EACH = 10;
    private static final long JOINT = 200;
    private static final int BARS = 8;

    NextSkill {
        teams = List.copyOf(teams);
    }

    /// The next skill of one team.
    ///
    /// @param importance share of the explained outcome, 0 to 1
    /// @param gap standard deviations below the best quarter of teams, with its interval
    record Team(String unit, Entry skill, double importance, Estimate gap) {
        double score() {
            return importance * gap.value();
        }
    }

    /// The next skills, from answers of customers or else from evaluations; empty where no team stands apart.
    static Optional<NextSkill> of(Dossier dossier) {
        return of(
                        dossier,
                        FactKind.RESPONSES,
                        dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION).stream()
                                .filter(e -> e.dimension() != null && DELIVERED.contains(e.dimension()))
                                .toList())
                .or(() -> of(
                        dossier,
                        FactKind.EVALUATIONS,
                        dossier.measures().in(FactKind.EVALUATIONS).stream()
                                .filter(e -> e.kind() != Kind.DELIVERY && e.kind() != Kind.INFRASTRUCTURE)
                                .toList()));
    }

    private static Optional<NextSkill> of(Dossier dossier, FactKind kind, List<Entry> wanted) {
        List<Entry> skills = wanted.stream()
                .filter(e -> dossier.has(kind, e.id()) && !e.id().endsWith("_expected"))
                .limit(MOST_SKILLS)
                .toList();
        if (skills.size() < LEAST_SKILLS || !dossier.has(kind, "unit")) {
            return Optional.empty();
        }
        Map<String, Summary[]> units = units(dossier, kind, skills);
        Optional<double[]> importance = kind == FactKind.RESPONSES ? importance(dossier, skills) : Optional.empty();
        double[] alike = new double[skills.size()];
        Arrays.fill(alike, 1.0 / skills.size());
        Map<String, Team> next = new LinkedHashMap<>();
        long answers = 0;
        for (int s = 0; s < alike.length; s++) {
            double share = importance.orElse(alike)[s];
            Entry skill = skills.get(s);
            double known = 0;
            for (Map.Entry<String, Estimate> gap : gaps(units, s, skill.sign()).entrySet()) {
                known += gap.getValue().n();
                var team = new Team(gap.getKey(), skill, share, gap.getValue());
                if (gap.getValue().value() > 0 && share > 0) {
                    next.merge(gap.getKey(), team, (a, b) -> b.score() > a.score() ? b : a);
                }
            }
            // One answer tells of several skills and counts once.
            answers = Math.max(answers, Math.round(known));
        }
        return next.isEmpty()
                ? Optional.empty()
                : Optional.of(new NextSkill(
                        kind,
                        importance.isPresent(),
                        next.values().stream()
                                .sorted(Comparator.comparingDouble((Team t) -> -t.score())
                                        .thenComparing(Team::unit))
                                .toList(),
                        answers));
    }

    private static Map<String, Summary[]> units(Dossier dossier, FactKind kind, List<Entry> skills) {
        Map<String, Summary[]> units = new TreeMap<>();
        for (Cell cell : dossier.scan(CubeQuery.of(kind)
                .by("unit")
                .sum(skills.stream().map(Entry::id).toArray(String[]::new))
                .where(new Known("unit")))) {
            Summary[] sums = new Summary[skills.size()];
            Arrays.setAll(sums, cell::sum);
            units.put(String.valueOf(cell.text(0)), sums);
        }
        return units;
    }

    /// How far each team lies below the best quarter on one skill; no team where teams cannot be told apart.
    private static Map<String, Estimate> gaps(Map<String, Summary[]> units, int skill, int sign) {
        List<String> teams = units.keySet().stream()
                .filter(u -> sums(units, u)[skill].count() >= EACH)
                .toList();
        if (teams.size() < LEAST_TEAMS) {
            return Map.of();
        }
        ShrunkMeans.Result shrunk =
                ShrunkMeans.of(teams.stream().map(u -> sums(units, u)[skill]).toList());
        double spread = Math.sqrt(shrunk.within() + shrunk.tau2());
        if (!(shrunk.tau2() > 0)) {
            return Map.of();
        }
        double[] levels = shrunk.groups().stream()
                .mapToDouble(g -> sign * g.shrunk().value())
                .sorted()
                .toArray();
        double best = levels[(int) Math.ceil(0.75 * levels.length) - 1];
        Map<String, Estimate> gaps = new LinkedHashMap<>();
        for (int t = 0; t < levels.length; t++) {
            Estimate mean = shrunk.groups().get(t).shrunk();
            double half = mean.interval().width() / 2 / spread;
            double gap = (best - sign * mean.value()) / spread;
            gaps.put(
                    teams.get(t),
                    new Estimate(gap, new Interval(gap - half, gap + half), mean.standardError() / spread, mean.n()));
        }
        return gaps;
    }

    private static Summary[] sums(Map<String, Summary[]> units, String unit) {
        return units.getOrDefault(unit, new Summary[0]);
    }

    /// The share of each skill in what they explain of the outcome with the most answers.
    private static Optional<double[]> importance(Dossier dossier, List<Entry> skills) {
        List<String> outcomes = dossier.measures().in(FactKind.RESPONSES, Kind.OUTCOME).stream()
                .map(Entry::id)
                .filter(id -> dossier.has(FactKind.RESPONSES, id))
                .toList();
        Cube counts = dossier.scan(CubeQuery.of(FactKind.RESPONSES).sum(outcomes.toArray(String[]::new)));
        if (outcomes.isEmpty() || counts.size() == 0) {
            return Optional.empty();
        }
        Cell cell = counts.cell(0);
        int most = 0;
        for (int o = 1; o < outcomes.size(); o++) {
            most = cell.sum(o).count() > cell.sum(most).count() ? o : most;
        }
        var variables = new ArrayList<>(skills.stream().map(Entry::id).toList());
        variables.add(outcomes.get(most));
        var sum = new Moments.Builder(variables.size());
        dossier.moments(new MomentsQuery(FactKind.RESPONSES, List.of(), variables, List.of()))
                .forEach(block -> sum.add(block.moments()));
        Moments joint = sum.build();
        if (joint.count() < JOINT) {
            return Optional.empty();
        }
        int[] predictors = new int[skills.size()];
        Arrays.setAll(predictors, i -> i);
        try {
            double[] shares =
                    ShapleyImportance.of(joint, skills.size(), predictors).relative();
            return Arrays.stream(shares).sum() > 0 ? Optional.of(shares) : Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /// The evidence card.
    Indicator card(Dossier dossier) {
        Team first = teams.getFirst();

        List<Figure.Bars.Bar> bars = teams.stream()
                .limit(BARS)
                .map(t -> new Figure.Bars.Bar(
                        HandlingTime.unitTitle(dossier, t.unit()) + ": "
                                + t.skill().title(),
                        t.score(),
                        t.equals(first)))
                .toList();
        return Card.of(Cause.TRAINING_DOES_NOT_WORK, "next-skill", say("What to practise next"), dossier)
                .rests(answers, kind == FactKind.RESPONSES ? say("answers of customers") : say("evaluations"))
                .files(kind)
                .method(say("importance (LMG) times gap to the best quarter of teams, shrunk means, 95 %"))
                .rows(new RowQuery(
                        kind,
                        List.of(kind.time(), "unit", first.skill().id()),
                        List.of(new Known(first.skill().id()))))
                .figure(new Figure.Bars(
                        weighted
                                ? say("Importance times gap of each team's next skill, in standard deviations")
                                : say("Gap of each team's next skill, in standard deviations, skills counting alike"),
                        "",
                        bars,
                        null))
                .informs(
                        weighted
                                ? say(
                                        "%s gains most from practising [[%s]]: it carries %s of what matters and lies %s standard deviations below the best teams.",
                                        HandlingTime.unitTitle(dossier, first.unit()),
                                        first.skill().title(),
                                        Wording.percent(first.importance()),
                                        Wording.number(first.gap().value()))
                                : say(
                                        "%s gains most from practising [[%s]]: it lies %s standard deviations below the best teams.",
                                        HandlingTime.unitTitle(dossier, first.unit()),
                                        first.skill().title(),
                                        Wording.number(first.gap().value())),
                        Statistic.of(say("gap to the best quarter of teams"), first.gap()));
    }

    /// The team and the skill in words, such as `Empathy at Station 3`.
    String words(Dossier dossier) {
        Team first = teams.getFirst();
        return say("%s at %s", first.skill().title(), HandlingTime.unitTitle(dossier, first.unit()));
    }
}
