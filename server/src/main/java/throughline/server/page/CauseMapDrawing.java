package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Wording;
import throughline.explanation.BadExperiences;
import throughline.explanation.CauseLink;
import throughline.explanation.CauseLink.Test;
import throughline.explanation.CauseMap.Declared;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseMap.Rests;
import throughline.explanation.CauseMap.State;
import throughline.explanation.CauseNode;
import throughline.explanation.CauseNode.Tier;
import throughline.explanation.WhereItHolds;
import throughline.server.chart.CauseMapChart;
import throughline.server.chart.CauseMapChart.Box;
import throughline.server.chart.CauseMapChart.Certainty;
import throughline.server.chart.CauseMapChart.Line;
import throughline.server.chart.CauseMapChart.Look;
import throughline.server.chart.CauseMapChart.Way;
import throughline.server.chart.EffectMark;
import throughline.server.chart.Words;
import throughline.server.page.CauseMapPage.Addresses;
import throughline.server.page.CauseMapPage.Asked;
import throughline.server.page.CauseMapSheet.Check;
import throughline.server.page.CauseMapSheet.Cost;
import throughline.server.page.CauseMapSheet.Download;
import throughline.server.page.CauseMapSheet.Felt;
import throughline.server.page.CauseMapSheet.Known;
import throughline.server.page.CauseMapSheet.Row;
import throughline.server.page.CauseMapSheet.Selected;
import throughline.server.page.CauseMapSheet.Step;
import throughline.statistics.Estimate;

/// Puts one map on the page.
record CauseMapDrawing(
        Drawn map, Asked asked, Addresses addresses, Shell shell, Function<CauseLink, WhereItHolds> where) {

    private static final int PAGE = 780;
    private static final int WIDEST = 1080;

    /// Most links listed that are not on record.
    private static final int MOST_OPEN = 8;

    CauseMapSheet sheet() {
        Optional<CauseLink> chosen = chosen();
        return new CauseMapSheet(
                chart(PAGE, chosen),
                chart(WIDEST, chosen),
                path(),
                Stream.concat(
                                map.links().stream(),
                                map.declared().stream()
                                        .flatMap(d -> d.measured().stream())
                                        .filter(l -> !l.found()))
                        .map(this::row)
                        .toList(),
                chosen.map(this::selected),
                map.felt().map(this::felt),
                map.declared().stream().map(this::known).toList(),
                map.open().stream().limit(MOST_OPEN).map(this::row).toList(),
                openNote(),
                List.of(
                        new Download(say("Table (CSV)"), addresses.file("csv")),
                        new Download(say("Graph (GraphML)"), addresses.file("graphml")),
                        new Download(say("Drawing (DOT)"), addresses.file("dot")),
                        new Download(say("Knowledge for Tetrad"), addresses.file("tetrad"))),
                rests(map.rests()));
    }

    private String openNote() {
        if (map.open().size() > MOST_OPEN) {
            return say(
                    "The strongest %s of %s; the table has all.",
                    MOST_OPEN, map.open().size());
        }
        if (!map.open().isEmpty()) {
            return "";
        }
        return map.links().stream().anyMatch(CauseLink::sure)
                ? say("Every link that is sure is on record.")
                : say("No link is sure yet.");
    }

    private static String rests(Rests rests) {
        return say(
                "Found in %s of %s answers that know all measures, in %s unit-weeks of %s; within weeks they are worth %s independent ones. What a unit or a week shares is taken out. Links within a column are not looked for.",
                Wording.count(rests.complete()),
                Wording.count(rests.answers()),
                Wording.count(rests.unitWeeks()),
                Wording.count(rests.units(), "unit", "units"),
                Wording.count(Math.round(rests.effective())));
    }

    /// The link asked for, else the strongest on how it feels, else the strongest.
    private Optional<CauseLink> chosen() {
        return map.link(asked.from(), asked.to())
                .or(() -> map.links().stream()
                        .filter(l -> l.sure() && l.effect().tier() == Tier.PERCEPTION)
                        .findFirst())
                .or(() -> map.links().stream().findFirst());
    }

    private Yardstick yardstick(CauseNode node) {
        return Yardstick.of(node, map.level(node));
    }

    private Markup chart(int width, Optional<CauseLink> chosen) {
        var boxes = new ArrayList<Box>();
        for (CauseNode node : ordered()) {
            Optional<BadExperiences.Of> cost = cost(node).filter(BadExperiences.Of::sure);
            boolean on = chosen.filter(l -> l.cause().equals(node) || l.effect().equals(node))
                    .isPresent();
            boxes.add(new Box(
                    node.id(),
                    node.tier().ordinal(),
                    node.title(),
                    cost.map(c -> say("%s bad a week", Words.number(c.aWeek().value())))
                            .orElseGet(
                                    () -> yardstick(node).value(map.level(node).mean())),
                    on ? Look.CHOSEN : cost.isPresent() ? Look.BAD : Look.PLAIN));
        }
        List<Line> lines = Stream.concat(map.links().stream(), chosen.filter(l -> !l.found()).stream())
                .map(l -> new Line(
                        l.cause().id(),
                        l.effect().id(),
                        l.size(),
                        l.lowers() ? Way.LOWERS : Way.RAISES,
                        l.sure() ? Certainty.SURE : Certainty.UNSURE,
                        chosen.filter(l::equals).isPresent() ? CauseMapChart.Choice.CHOSEN : CauseMapChart.Choice.OTHER,
                        words(l),
                        addresses.link(l.cause().id(), l.effect().id())))
                .toList();
        return Markup.drawn(
                CauseMapChart.of(Stream.of(Tier.values()).map(Tier::title).toList(), boxes, lines, width, label()));
    }

    /// The measures of each column in the order of their causes, so that lines cross little; those without
    /// a link last.
    private List<CauseNode> ordered() {
        var ordered = new ArrayList<CauseNode>();
        Map<String, Double> places = new HashMap<>();
        for (Tier tier : Tier.values()) {
            List<CauseNode> own = map.nodes().stream()
                    .filter(n -> n.tier() == tier)
                    .sorted(Comparator.comparingDouble(n -> place(n, places)))
                    .toList();
            for (int i = 0; i < own.size(); i++) {
                places.put(own.get(i).id(), (i + 0.5) / own.size());
            }
            ordered.addAll(own);
        }
        return ordered;
    }

    private double place(CauseNode node, Map<String, Double> places) {
        double sizes = 0;
        double sum = 0;
        boolean linked = false;
        for (CauseLink link : map.links()) {
            linked |= link.cause().equals(node) || link.effect().equals(node);
            @Nullable Double cause = places.get(link.cause().id());
            if (link.effect().equals(node) && cause != null) {
                sizes += link.size();
                sum += link.size() * cause;
            }
        }
        return sizes > 0 ? sum / sizes : linked ? 0.5 : 2;
    }

    private String label() {
        List<String> strongest = map.links().stream()
                .filter(CauseLink::sure)
                .limit(3)
                .map(l -> say(
                        l.lowers() ? "%s lowers %s, %s" : "%s raises %s, %s",
                        l.cause().title(),
                        l.effect().title(),
                        Words.decimals(l.size(), 2)))
                .toList();
        return strongest.isEmpty()
                ? say("Cause map in four columns. No link is sure.")
                : say("Cause map in four columns. Strongest links: %s.", String.join("; ", strongest));
    }

    private static String words(CauseLink link) {
        String words = say(
                link.lowers() ? "%s lowers %s: %s" : "%s raises %s: %s",
                link.cause().title(),
                link.effect().title(),
                Words.decimals(link.size(), 2));
        return link.sure() ? words : say("%s, uncertain", words);
    }

    private List<Step> path() {
        List<CauseLink> path = map.strongestPath();
        var steps = new ArrayList<Step>();
        for (int i = 0; i < path.size(); i++) {
            steps.add(step(i + 1, path.get(i).cause(), onward(path.get(i))));
        }
        if (!path.isEmpty()) {
            steps.add(step(path.size() + 1, path.getLast().effect(), ""));
        }
        return steps;
    }

    private Step step(int number, CauseNode node, String onward) {
        return new Step(
                number,
                node.tier().title(),
                node.title(),
                yardstick(node).value(map.level(node).mean()),
                onward);
    }

    private String onward(CauseLink link) {
        return "%s: %s".formatted(yardstick(link.cause()).stepWords(), effect(link));
    }

    /// The change of the effect for a step of the cause, such as `−0.14 points`.
    private String effect(CauseLink link) {
        Yardstick y = yardstick(link.effect());
        String change = y.change(link.slope().value() * yardstick(link.cause()).rawStep());
        return y.counted().isEmpty() ? change : change + " " + y.counted();
    }

    private Row row(CauseLink link) {
        return new Row(
                link.cause().title(),
                link.effect().title(),
                addresses.link(link.cause().id(), link.effect().id()),
                Words.kept(
                        say("%s for %s", effect(link), yardstick(link.cause()).stepWords())),
                signed(link.standardised().value()),
                link.sure() ? say("yes") : link.found() ? say("uncertain") : say("not found"),
                link.record().known()
                        ? link.record()
                                .managedBy()
                                .map(m -> say("managed by %s", m))
                                .orElse(say("yes"))
                        : say("no"),
                link.record().known() || !link.sure()
                        ? Optional.empty()
                        : addresses.accept(link.cause().id(), link.effect().id()));
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + Words.decimals(value, 2);
    }

    private Selected selected(CauseLink link) {
        Yardstick x = yardstick(link.cause());
        Yardstick y = yardstick(link.effect());
        double step = x.rawStep();
        WhereItHolds holds = where.apply(link);
        return new Selected(
                link.cause().id(),
                link.effect().id(),
                link.cause().title(),
                link.effect().title(),
                link.lowers(),
                y.change(link.slope().value() * step),
                say("%s for %s", y.counted(), x.stepWords()).strip(),
                Markup.drawn(EffectMark.of(
                        y.shown(link.slope().value() * step),
                        y.shown(link.slope().low() * step),
                        y.shown(link.slope().high() * step),
                        say(
                                "Effect %s, likely %s to %s",
                                y.change(link.slope().value() * step),
                                y.change(link.slope().low() * step),
                                y.change(link.slope().high() * step)))),
                say(
                        "95 in 100: %s to %s. %s in standard deviations. Joined in %s of 100 searches.",
                        y.change(link.slope().low() * step),
                        y.change(link.slope().high() * step),
                        signed(link.standardised().value()),
                        Math.round(100 * link.stability())),
                holds.words().orElse(""),
                Stream.concat(holds.channels().stream(), holds.times().stream().map(WhereItHolds.Part::said))
                        .map(part -> part(part, y, step))
                        .toList(),
                link.held().isEmpty()
                        ? say("All ways from one to the other together.")
                        : say(
                                "All ways from one to the other together, with %s held still.",
                                Wording.names(
                                        link.held().stream()
                                                .map(n -> say("“%s”", n.title()))
                                                .toList(),
                                        4)),
                WhatIf.of(link, map.level(link.cause()), map.level(link.effect()), asked.at()),
                checks(link),
                link.record().known()
                        ? link.record()
                                .managedBy()
                                .map(m -> say("On record; %s manages it.", m))
                                .orElse(say("On record; nobody is named who manages it."))
                        : link.sure() ? say("Not on record yet.") : say("Not on record, and not sure enough to be."),
                link.record().known() || !link.sure()
                        ? Optional.empty()
                        : addresses.accept(link.cause().id(), link.effect().id()),
                shell.links().cause(Cause.FEELINGS_UNLINKED));
    }

    private static CauseMapSheet.Part part(WhereItHolds.Part part, Yardstick y, double step) {
        Estimate slope = part.slope();
        return new CauseMapSheet.Part(
                Wording.sentence(part.name()),
                y.change(slope.value() * step),
                say("%s to %s", y.change(slope.low() * step), y.change(slope.high() * step)),
                switch (part.beside()) {
                    case WEAKER -> say("weaker");
                    case STRONGER -> say("stronger");
                    case NOT_TOLD_APART -> say("not told apart");
                },
                Words.count(Math.round(slope.n())));
    }

    private static List<Check> checks(CauseLink link) {
        return List.of(
                new Check(
                        icon(link.shuffled()),
                        say("Checked with a shuffled cause"),
                        "",
                        link.shuffled() == Test.PASSED ? say("passed") : say("chance reaches as far")),
                new Check(icon(link.sameWay()), link.sameWayWords(), "", word(link.sameWay())),
                new Check(
                        Icon.ASK,
                        say("Hidden third cause"),
                        say("Could explain it away only if it explained as much of what is left of both"),
                        say(
                                "would need %s",
                                Words.kept(Words.percent(link.hidden().value())))));
    }

    private static Icon icon(Test test) {
        return switch (test) {
            case PASSED -> Icon.DONE;
            case FAILED -> Icon.WARNING;
            case OPEN -> Icon.ASK;
        };
    }

    private static String word(Test test) {
        return switch (test) {
            case PASSED -> say("passed");
            case FAILED -> say("not passed");
            case OPEN -> say("not sure");
        };
    }

    private Optional<BadExperiences.Of> cost(CauseNode node) {
        return map.felt().stream()
                .flatMap(f -> f.systems().stream())
                .filter(c -> c.system().equals(node))
                .findFirst();
    }

    private Felt felt(BadExperiences felt) {
        List<BadExperiences.Of> sure =
                felt.systems().stream().filter(BadExperiences.Of::sure).toList();
        return new Felt(
                felt.question(),
                Markup.marked(
                        sure.isEmpty()
                                ? say("No system is yet shown to add bad experiences.")
                                : say(
                                        "The state of “%s” adds [[%s bad answers a week]].",
                                        sure.getFirst().system().title(),
                                        Words.number(sure.getFirst().aWeek().value()))),
                say(
                        "A bad answer lies in the lower two fifths of “%s”. Counted are those that there would not be had the system always been as in its best tenth of the units' weeks.",
                        felt.question()),
                felt.systems().stream().map(c -> cost(felt, c)).toList());
    }

    private Cost cost(BadExperiences felt, BadExperiences.Of cost) {
        Yardstick yardstick = yardstick(cost.system());
        return new Cost(
                cost.system().title(),
                yardstick.value(map.level(cost.system()).mean()),
                yardstick.value(cost.best()),
                Words.number(cost.aWeek().value()),
                say(
                        "%s to %s",
                        Words.number(cost.aWeek().low()),
                        Words.number(cost.aWeek().high())),
                cost.sure()
                        ? cost.ofAll(felt)
                                .map(n -> say("about %s", Words.count(Math.round(n))))
                                .orElse("")
                        : "",
                cost.sure(),
                shell.links().measure(cost.system().id()));
    }

    private Known known(Declared declared) {
        return new Known(
                declared.cause(),
                declared.effect(),
                declared.measured()
                        .flatMap(m -> m.record().managedBy())
                        .orElse(
                                declared.link().managedBy() == null
                                        ? say("nobody")
                                        : declared.link().managedBy()),
                declared.state() == State.FOUND ? Icon.DONE : Icon.ASK,
                switch (declared.state()) {
                    case FOUND -> say("found");
                    case UNCERTAIN -> say("uncertain");
                    case THROUGH_OTHERS -> say("only over measures between");
                    case NOT_FOUND -> say("not found in the data");
                    case NOT_LOOKED_FOR -> say("not looked for: same column or against the order");
                    case NOT_MEASURED -> say("cannot be tested: the data do not know both");
                },
                declared.measured()
                        .map(m ->
                                say("%s for %s", effect(m), yardstick(m.cause()).stepWords()))
                        .orElse(""),
                declared.measured()
                        .map(m -> addresses.link(m.cause().id(), m.effect().id())));
    }
}
