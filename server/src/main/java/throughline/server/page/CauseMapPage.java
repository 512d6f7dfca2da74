package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import throughline.diagnosis.Wording;
import throughline.explanation.CauseLink;
import throughline.explanation.CauseMap;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseMap.LeftOut;
import throughline.explanation.CauseMap.TooLittle;
import throughline.explanation.WhereItHolds;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;

/// The cause map: what does what to how service feels, one link in full, and what the record says of it.
///
/// @param kick what is looked at
/// @param journeys the journeys to choose from, all first; empty where there is none
/// @param action address of the page itself
/// @param kept parameters that a choice on the page must not lose
/// @param missing what is needed, where nothing can be drawn
/// @param drawn the map, where there is one
/// @param leftOut measures that are not on the map, and why
/// @param saved what was just put on record
public record CauseMapPage(
        Shell shell,
        List<String> kick,
        String headline,
        List<Option> journeys,
        String action,
        List<Kept> kept,
        List<String> missing,
        Optional<CauseMapSheet> drawn,
        List<LeftOut> leftOut,
        Optional<String> saved) {

    /// Makes the addresses of the page.
    public interface Addresses {

        /// The page with a link selected.
        String link(String from, String to);

        /// The form that puts a link on record, where the reader may.
        Optional<String> accept(String from, String to);

        /// The map in another form.
        String file(String id);
    }

    /// What is asked of the page.
    ///
    /// @param action address of the page itself
    /// @param kept parameters of part, period and theme
    /// @param journeys choices of a journey
    /// @param from cause of the selected link; may be empty
    /// @param to its effect; may be empty
    /// @param at the value asked about, as shown
    public record Asked(
            String action, List<Kept> kept, List<Option> journeys, String from, String to, Optional<Double> at) {}

    /// The page of a map.
    ///
    /// @param where tells for which channels and when a link holds
    public static CauseMapPage of(
            Examination examination,
            CauseMap map,
            Asked asked,
            Addresses addresses,
            Optional<String> saved,
            Shell shell,
            Function<CauseLink, WhereItHolds> where) {
        return switch (map) {
            case TooLittle little ->
                new CauseMapPage(
                        shell,
                        List.of(part(examination), examination.periodWords()),
                        say("There is too little yet to tell causes from effects"),
                        asked.journeys(),
                        asked.action(),
                        asked.kept(),
                        little.missing(),
                        Optional.empty(),
                        LeftOut.together(little.leftOut()),
                        saved);
            case Drawn drawn ->
                new CauseMapPage(
                        shell,
                        List.of(
                                part(examination),
                                Wording.count(drawn.rests().complete(), "answer", "answers"),
                                examination.periodWords()),
                        Words.kept(drawn.headline()),
                        asked.journeys(),
                        asked.action(),
                        asked.kept(),
                        List.of(),
                        Optional.of(new CauseMapDrawing(drawn, asked, addresses, shell, where).sheet()),
                        LeftOut.together(drawn.leftOut()),
                        saved);
        };
    }

    /// What a choice on the page must not lose, with the link that is selected.
    public List<Kept> keptWith(String from, String to) {
        return Stream.of(
                        kept.stream(),
                        journeys.stream()
                                .filter(j -> j.chosen() && !j.value().isEmpty())
                                .map(j -> new Kept("journey", j.value())),
                        Stream.of(new Kept("from", from), new Kept("to", to)))
                .flatMap(all -> all)
                .toList();
    }

    private static String part(Examination examination) {
        return examination.part().map(u -> u.title()).orElse(say("Whole organisation"));
    }
}
