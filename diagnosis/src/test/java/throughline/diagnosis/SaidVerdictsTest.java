package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.TinyWorld.FIRST;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Section;
import throughline.text.Language;

/// Every word of a verdict is said in the language of the reader: in a language that puts each text between brackets,
/// and what fills its marks outside them, no word stands outside but data.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SaidVerdictsTest {

    private static final Language BRACKETED =
            new Language(Locale.UK, "test", text -> "⟦" + text.replaceAll("%(?:\\d+\\$)?s", "⟧$0⟦") + "⟧");

    private static final Pattern SAID = Pattern.compile("⟦[^⟦⟧]*⟧");
    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");

    /// Names of the two worlds, of files, tables, columns and sections.
    private static final List<String> DATA = List.of(
            "Ada North",
            "Ben South",
            "Telephone",
            "Website",
            "Shop",
            "Felt welcome",
            "Line faults",
            "Station \\d",
            "West region",
            "Board",
            "agent",
            "\\w+\\.(?:csv|yaml)",
            "\\w+_\\w+",
            "empathy",
            "csat",
            "faults",
            "sales",
            "phone",
            "web",
            "links",
            "journeys",
            "promise",
            "objectives",
            "touchpoints",
            "doi:\\S+",
            "[A-Z]\\w+ \\d{4}",
            "(?:min|sd)\\b");

    static Stream<Detector> detectors() {
        return Stream.of(
                new NobodyAccountable(),
                new OutsideStrategy(),
                new NoServiceDesign(),
                new OneDimensionalFeedback(),
                new FeelingsUnlinked(),
                new MeasuredOnThroughput(),
                new ManagementOutOfTouch(),
                new InitiativeNotCommitment());
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void hold_no_word_outside_a_text(Detector detector) {
        for (Dossier dossier : List.of(recorded(), measured(), bare())) {
            assertThat(BRACKETED.speak(() -> texts(detector.examine(dossier))))
                    .as(detector.cause().id())
                    .allSatisfy(text -> assertThat(outside(text)).as(text).isEmpty());
        }
    }

    @Test
    void are_german_in_german() {
        Verdict verdict = Language.GERMAN.speak(() -> new NobodyAccountable().examine(recorded()));

        assertThat(verdict.statement())
                .isEqualTo("1 von 2 Kontaktpunkten hat nicht genau eine verantwortliche Person; "
                        + "darauf entfallen 38 % der Kontakte.");
        assertThat(verdict.next())
                .isEqualTo("Benennen Sie eine verantwortliche Person für „Telephone“ (38 % der Kontakte).");
    }

    private static List<String> texts(Verdict verdict) {
        var texts = new ArrayList<>(
                List.of(verdict.statement(), verdict.next(), verdict.cause().title()));
        verdict.missing().forEach(m -> texts.add(m.what()));
        verdict.trend().ifPresent(t -> texts.add(t.measure()));
        for (Evidence evidence : verdict.evidence()) {
            Indicator indicator = evidence.indicator();
            texts.addAll(List.of(
                    indicator.statement(),
                    indicator.title(),
                    indicator.statistic().name(),
                    indicator.threshold().text(),
                    indicator.lineage().what(),
                    indicator.lineage().method()));
            indicator.figure().ifPresent(f -> texts.add(f.note()));
        }
        return texts;
    }

    /// The words of a text that nobody said.
    private static String outside(String text) {
        String rest = text;
        for (String before = ""; !before.equals(rest); ) {
            before = rest;
            rest = SAID.matcher(rest).replaceAll("");
        }
        for (String data : DATA) {
            rest = rest.replaceAll(data, "");
        }
        return LETTERS.matcher(rest).find() ? rest : "";
    }

    /// What is decided is on record; the telephone belongs to nobody.
    private static Dossier recorded() {
        var facts = InMemoryLake.of(FactKind.INTERACTIONS).columns("interaction_id", "touchpoint");
        for (int i = 0; i < 100; i++) {
            facts.row("2026-06-%02d".formatted(1 + i % 28), "i" + i, i < 38 ? "phone" : "web");
        }
        facts = facts.of(FactKind.PULSE).columns("unit", "names_owner", "knows_promise:f");
        for (int i = 0; i < 40; i++) {
            facts.row("2026-06-01", "w-" + i % 4, i < 30 ? "p1" : "nobody", i < 15);
        }
        facts = facts.of(FactKind.RESPONSES).columns("touchpoint", "feel_welcome:n", "empathy:n");
        for (int i = 0; i < 200; i++) {
            facts.row("2026-06-%02d".formatted(1 + i % 28), "web", 1.0 + i % 5, 1.0 + i * 7 % 5);
        }
        return new TinyWorld()
                .promise("p1", FIRST, "welcome")
                .unit("board", Layer.BOARD, null)
                .person("p1", "Ada North", Layer.BOARD, "board", null)
                .person("p3", "Ben South", Layer.EXECUTIVE, null, "p1")
                .touchpoint("phone", "Telephone")
                .touchpoint("web", "Website", "p1")
                .link("faults", "feel_welcome")
                .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("empathy", "empathy", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("faults", "Line faults", Kind.INFRASTRUCTURE, null, Better.LOWER, FactKind.READINGS)
                .facts(facts)
                .dossier();
    }

    /// Ten stations with scorecards and forecasts of what customers say.
    private static Dossier measured() {
        var world = new Northgate()
                .measure("handle_s", Kind.DELIVERY, Better.LOWER, FactKind.INTERACTIONS)
                .measure("csat", Kind.OUTCOME, Better.HIGHER, FactKind.RESPONSES)
                .measure("empathy", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES)
                .scorecards(Map.of("handle_s", 0.6, "sales", 0.2, "empathy", 0.2))
                .table(FactKind.RESPONSES, "unit", "csat:n", "empathy:n");
        for (int i = 0; i < 3000; i++) {
            world.row(Northgate.FIRST.plusDays(i % 360), Northgate.station(i % 10), 1.0 + i % 5, 1.0 + i * 3 % 5);
        }
        world.table(FactKind.INTERACTIONS, "unit", "agent", "handle_s:n");
        for (int i = 0; i < 3000; i++) {
            world.row(
                    Northgate.FIRST.plusDays(i % 360),
                    Northgate.station(i % 10),
                    Northgate.agent(i % 10, i / 10 % 4),
                    100.0 + i * 37 % 400);
        }
        for (int month = 0; month < 10; month++) {
            for (int manager = 0; manager < 8; manager++) {
                world.forecast(
                        "m-" + manager,
                        "csat",
                        Northgate.FIRST.plusMonths(month),
                        Northgate.FIRST.plusMonths(month + 1L).minusDays(1),
                        3.6 + manager * 0.01,
                        0.1,
                        manager);
            }
        }
        return world.dossier();
    }

    /// Nothing is on record and nothing has come in.
    private static Dossier bare() {
        var world = new TinyWorld();
        for (Section section : Section.values()) {
            world.without(section);
        }
        return world.dossier();
    }
}
