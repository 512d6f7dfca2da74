package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.FrontLineCard;
import throughline.diagnosis.LikeWithLike;
import throughline.diagnosis.LikeWithLike.Compared;
import throughline.diagnosis.Teams;
import throughline.diagnosis.Teams.Practice;
import throughline.diagnosis.Wording;
import throughline.server.chart.FunnelChart;
import throughline.server.chart.IntervalMark;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;

/// The front line: what customers got beside what the job is measured on, teams compared like with like,
/// who varies, the clock, and what to practise next. Nothing of people but who the reader may see the cards
/// of.
///
/// What is said of the whole is said by the evidence of causes 1.7, 1.8 and 2.5.
///
/// @param summary how many teams and people there are
/// @param team the team whose two sides are shown; may be empty
/// @param sides its two sides
/// @param teams the choice of team
/// @param comparison the teams side by side on one measure; empty where they are not compared
/// @param varies who varies
/// @param clock what the clock does to the work
/// @param practice what each team gains most from practising
/// @param cards the cards that the reader may see
public record FrontLinePage(
        Shell shell,
        String organisation,
        String period,
        String summary,
        String headline,
        String lede,
        String aside,
        String team,
        Optional<BothSides> sides,
        Pick teams,
        Optional<Comparison> comparison,
        Optional<EvidenceCard> varies,
        List<EvidenceCard> clock,
        List<PracticeRow> practice,
        Optional<Cards> cards) {

    /// Most teams listed.
    public static final int MOST_ROWS = 200;

    /// Most teams told what to practise.
    public static final int MOST_PRACTICE = 12;

    private static final List<String> CLOCK =
            List.of("bunching", "cut-short", "cut-short-spread", "pace-against-quality", "rewards-follow");

    /// What the reader chose on the page.
    ///
    /// @param team id of a team
    /// @param measure id of a measure
    public record Chosen(@Nullable String team, @Nullable String measure) {}

    /// Teams side by side on one measure.
    ///
    /// @param measure its name
    /// @param cells the page of the measure with its cells
    /// @param note how the funnel is to be read
    /// @param scale ends of the scale of the rows' marks
    /// @param rank heading of the ranks
    /// @param remark what is left out; may be empty
    public record Comparison(
            String measure,
            Optional<String> cells,
            Pick measures,
            String note,
            Markup funnel,
            String scale,
            String rank,
            List<LikeRow> rows,
            String remark) {}

    /// A team in the table.
    ///
    /// @param tone class of its tag; empty for ordinary variation
    public record LikeRow(
            String team,
            Markup mark,
            String adjusted,
            String raw,
            String ofExpected,
            String rank,
            String tone,
            String toDo) {}

    /// What a team gains most from practising.
    public record PracticeRow(String team, String skill, String gap, String importance) {}

    /// The cards a reader may see.
    ///
    /// @param own the reader's own; empty where it is not known who the reader is on record
    /// @param people those the reader leads directly, by name
    public record Cards(Optional<String> own, List<Person> people) {

        /// Somebody the reader leads.
        public record Person(String name, String href) {}
    }

    /// The page of an examination.
    ///
    /// @param scope parameters of part, period and theme
    public static FrontLinePage of(
            Examination examination, Chosen chosen, List<Kept> scope, Shell shell, Optional<Cards> cards) {
        Teams teams = examination.teams();
        Optional<LikeWithLike> compared = teams.comparisons().stream()
                .filter(c -> c.measure().id().equals(chosen.measure()))
                .findFirst()
                .or(() -> teams.comparisons().stream().findFirst());
        Optional<FrontLineCard> team =
                Optional.ofNullable(chosen.team()).flatMap(teams::find).or(teams::first);
        return new FrontLinePage(
                shell,
                examination
                        .part()
                        .map(u -> shell.organisation() + ", " + u.title())
                        .orElse(shell.organisation()),
                examination.periodWords(),
                "%s, %s"
                        .formatted(
                                Wording.count(teams.teams().size(), "team", "teams"),
                                Wording.count(teams.people(), "person", "people")),
                FrontLineWords.headline(teams, compared),
                FrontLineWords.lede(compared),
                examination
                        .part()
                        .map(u -> say(
                                "Teams are those of %s; they are compared with all of the organisation.", u.title()))
                        .orElse(""),
                team.map(FrontLineCard::title).orElse(""),
                team.map(t -> BothSides.of(t, say("all teams"), Markup.marked(FrontLineWords.says(t)), shell.links())
                        .brief()),
                new Pick(
                        "team",
                        say("Team"),
                        "/frontline",
                        teams.teams().stream()
                                .map(t -> new Option(
                                        t.id(),
                                        t.title(),
                                        team.filter(c -> c.id().equals(t.id())).isPresent()))
                                .toList(),
                        kept(scope, "measure", chosen.measure())),
                compared.map(c -> comparison(c, teams, kept(scope, "team", chosen.team()), shell.links())),
                card(examination, Cause.TOO_MUCH_AT_ONCE, "who-varies", shell),
                CLOCK.stream()
                        .flatMap(id -> card(examination, Cause.MEASURED_ON_THROUGHPUT, id, shell).stream())
                        .toList(),
                teams.practice().stream()
                        .limit(MOST_PRACTICE)
                        .map(FrontLinePage::practice)
                        .toList(),
                cards);
    }

    private static List<Kept> kept(List<Kept> scope, String name, @Nullable String value) {
        return value == null
                ? scope
                : Stream.concat(scope.stream(), Stream.of(new Kept(name, value)))
                        .toList();
    }

    private static Comparison comparison(LikeWithLike found, Teams teams, List<Kept> kept, Links links) {
        IntervalMark marks = IntervalMark.of(found);
        Map<String, String> titles = teams.titles();
        String remark = FrontLineWords.remark(found, titles);
        return new Comparison(
                found.measure().title(),
                links.measure(found.measure()),
                new Pick(
                        "measure",
                        say("Measure"),
                        "/frontline",
                        teams.comparisons().stream()
                                .map(c -> new Option(
                                        c.measure().id(),
                                        c.measure().title(),
                                        c.measure().equals(found.measure())))
                                .toList(),
                        kept),
                Words.kept(say(
                        "Each dot is one of %s teams, moved to what it would have with the usual work. Inside the shaded funnel the difference is what chance and the usual differences would give; the inner line holds 95 in 100.",
                        Words.count(found.of()))),
                Markup.drawn(
                        FunnelChart.of(found, id -> titles.getOrDefault(id, id), FrontLineWords.funnel(found, titles))),
                marks.scale(),
                say("Rank of %s", Words.count(found.of())),
                found.compared().stream()
                        .limit(MOST_ROWS)
                        .map(c -> row(found, c, titles, marks))
                        .toList(),
                found.compared().size() > MOST_ROWS
                        ? say(
                                        "The first %s of %s teams are listed.",
                                        MOST_ROWS, Words.count(found.compared().size())) + " " + remark
                        : remark);
    }

    private static LikeRow row(LikeWithLike found, Compared one, Map<String, String> titles, IntervalMark marks) {
        return new LikeRow(
                titles.getOrDefault(one.id(), one.id()),
                Markup.drawn(marks.of(one)),
                GaugeRow.figure(found.measure(), one.adjusted().value()),
                GaugeRow.figure(found.measure(), one.raw()),
                GaugeRow.ofExpected(found.measure(), one),
                one.rank()
                        .map(r -> r.from() == r.to() ? String.valueOf(r.from()) : say("%s to %s", r.from(), r.to()))
                        .orElse(say("not ranked")),
                switch (one.apart()) {
                    case BETTER -> "improve";
                    case WORSE -> "concern";
                    case ORDINARY -> "";
                },
                FrontLineWords.toDo(found, one));
    }

    private static PracticeRow practice(Practice practice) {
        return new PracticeRow(
                practice.team(),
                practice.skill(),
                say(
                        "%s (%s to %s)",
                        Words.decimals(practice.gap().value(), 2),
                        Words.decimals(practice.gap().low(), 2),
                        Words.decimals(practice.gap().high(), 2)),
                Words.kept(Words.percent(practice.importance())));
    }

    private static Optional<EvidenceCard> card(Examination examination, Cause cause, String indicator, Shell shell) {
        return examination.diagnosis().verdict(cause).evidence().stream()
                .filter((Evidence e) -> e.indicator().id().equals(indicator))
                .findFirst()
                .map(e -> EvidenceCard.of(e, cause, shell.links()));
    }
}
