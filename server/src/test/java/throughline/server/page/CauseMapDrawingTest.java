package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.diagnosis.Cause;
import throughline.explanation.CauseLink.Standing;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseMap.State;
import throughline.explanation.WhereItHolds;
import throughline.explanation.WhereItHolds.Beside;
import throughline.server.HandDrawnMap;
import throughline.server.page.CauseMapSheet.Known;
import throughline.server.page.Shell.Assets;
import throughline.server.page.Shell.Place;
import throughline.server.page.Shell.Reader;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CauseMapDrawingTest {

    private static final Standing OPEN = new Standing(false, Optional.empty());

    private static final WhereItHolds WHERE = new WhereItHolds(
            List.of(
                    new WhereItHolds.Part("phone", effect(-0.15), true, Beside.NOT_TOLD_APART),
                    new WhereItHolds.Part("chat", effect(-0.13), true, Beside.NOT_TOLD_APART)),
            List.of(
                    new WhereItHolds.Part("from noon to 6 pm", effect(-0.15), true, Beside.NOT_TOLD_APART),
                    new WhereItHolds.Part("after 6 pm", effect(-0.05), false, Beside.WEAKER)));

    private static Estimate effect(double aMinute) {
        return new Estimate(aMinute / 60, new Interval((aMinute - 0.02) / 60, (aMinute + 0.02) / 60), 0.01 / 60, 1200);
    }

    private static CauseMapSheet sheet(Drawn map) {
        return new CauseMapDrawing(
                        map,
                        new CauseMapPage.Asked("/map", List.of(), List.of(), "", "", Optional.empty()),
                        new Addresses(),
                        new Shell(
                                "",
                                Place.CAUSE_MAP,
                                List.of(),
                                "",
                                "",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "",
                                List.of(),
                                Reader.UNKNOWN,
                                new Causes(),
                                new Assets("", "", "", "", List.of())),
                        link -> WHERE)
                .sheet();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FOUND | DONE | found",
                "UNCERTAIN | ASK | uncertain",
                "THROUGH_OTHERS | ASK | only over measures between",
                "NOT_FOUND | ASK | not found in the data",
                "NOT_LOOKED_FOR | ASK | not looked for: same column or against the order",
                "NOT_MEASURED | ASK | cannot be tested: the data do not know both"
            })
    void ticks_a_link_on_record_only_where_it_was_surely_found(State state, Icon icon, String words) {
        Known known =
                sheet(HandDrawnMap.map(HandDrawnMap.link(), state)).declared().getFirst();

        assertThat(known.icon()).isEqualTo(icon);
        assertThat(known.state()).isEqualTo(words);
    }

    @Test
    void says_that_every_sure_link_is_on_record_only_where_one_is_sure() {
        assertThat(sheet(HandDrawnMap.map()).openNote()).isEqualTo("Every link that is sure is on record.");
        assertThat(sheet(HandDrawnMap.map(HandDrawnMap.link(0.97, OPEN))).openNote())
                .isEmpty();
        assertThat(sheet(HandDrawnMap.map(HandDrawnMap.link(0.6, OPEN))).openNote())
                .isEqualTo("No link is sure yet.");
    }

    private record Addresses() implements CauseMapPage.Addresses {

        @Override
        public String link(String from, String to) {
            return "/map";
        }

        @Override
        public Optional<String> accept(String from, String to) {
            return Optional.empty();
        }

        @Override
        public String file(String id) {
            return "/map." + id;
        }
    }

    private record Causes() implements Links {

        @Override
        public String diagnosis() {
            return "/";
        }

        @Override
        public String cause(Cause cause) {
            return "/causes/" + cause.id();
        }
    }

    @Test
    void says_for_which_channels_and_when_a_link_holds() {
        CauseMapSheet.Selected link = sheet(HandDrawnMap.map()).selected().orElseThrow();

        assertThat(link.where()).isEqualTo("Holds for phone and chat; weaker after 6 pm.");
        assertThat(link.parts())
                .last()
                .isEqualTo(new CauseMapSheet.Part("After 6 pm", "−0.050", "−0.070 to −0.030", "weaker", "1,200"));
    }
}
