package throughline.server.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.server.chart.SightChart;
import throughline.server.diagnose.Examination;

/// The line of sight with its sentence, and the evidence its stations are judged by.
///
/// @param judged of the goals on the way out, what was promised, and the listening on the way back; those there are
public record SightSheet(Markup chart, String sentence, List<Reference> judged) {

    static SightSheet of(Examination examination, Links links) {
        var diagnosis = examination.diagnosis();
        return new SightSheet(
                Markup.drawn(SightChart.of(examination.sight())),
                examination.sight().sentence(),
                Stream.of(
                                Reference.find(
                                        diagnosis, Cause.OUTSIDE_STRATEGY, id -> id.startsWith("cascade-"), links),
                                Reference.find(diagnosis, Cause.SAY_DO_GAP, "promises-kept"::equals, links),
                                Reference.find(diagnosis, Cause.MANAGEMENT_OUT_OF_TOUCH, "listening"::equals, links))
                        .flatMap(Optional::stream)
                        .toList());
    }
}
