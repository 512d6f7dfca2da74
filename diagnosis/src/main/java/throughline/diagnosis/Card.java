package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;

/// Puts one evidence card together: the indicator of a detector with its statement, threshold and lineage.
final class Card {

    /// The file that holds what the organisation has decided.
    static final String RECORD = "organisation.yaml";

    private final Cause cause;
    private final String id;
    private final String title;
    private final Dossier dossier;
    private final List<String> files = new ArrayList<>();
    private String rule = "";
    private String source = key("ours");
    private long rows;
    private String what = say("rows");
    private String method = say("full count, version 1");
    private String query = "";
    private Optional<RowQuery> behind = Optional.empty();
    private Optional<Figure> figure = Optional.empty();
    private Period period;

    private Card(Cause cause, String id, String title, Dossier dossier) {
        this.cause = cause;
        this.id = id;
        this.title = title;
        this.dossier = dossier;

        this.period = dossier.period();
    }

    /// A card of a detector.
    ///
    /// @param id id of the indicator, such as `ownership-coverage`
    /// @param title heading of the card
    static Card of(Cause cause, String id, String title, Dossier dossier) {
        return new Card(cause, id, title, dossier);
    }

    /// The rule in words, a threshold of ours.
    ///
    /// @param text marked with `key`: it is said where the threshold is read
    Card rule(String text) {
        rule = text;
        return this;
    }

    /// The rule in words, with the source of its figures.
    ///
    /// @param text marked with `key`: it is said where the threshold is read
    Card rule(String text, String source) {
        rule = text;
        this.source = source;
        return this;
    }

    /// What it rests on.
    Card rests(long number, String on) {
        rows = number;
        what = on;
        return this;
    }

    /// The days it looks at, where they are not those of the dossier.
    Card during(Period days) {
        period = days;
        return this;
    }

    /// Adds organisation.yaml to the files.
    Card record() {
        files.add(RECORD);
        return this;
    }

    /// Adds the files of the table.
    Card files(FactKind kind) {
        return files(dossier.files(kind));
    }

    /// Adds the files.
    Card files(List<String> more) {
        more.stream().filter(f -> !files.contains(f)).forEach(files::add);
        return this;
    }

    /// The test in words; its version is added.
    Card method(String words) {
        method = say("%s, version 1", words);
        return this;
    }

    /// How the cells were asked for.
    Card query(CubeQuery asked) {
        query = Wording.query(asked);
        return this;
    }

    /// The rows behind the figure.
    Card rows(RowQuery rowQuery) {
        behind = Optional.of(rowQuery);
        return this;
    }

    /// The chart.
    Card figure(Figure chart) {
        figure = Optional.of(chart);
        return this;
    }

    /// The finished indicator.
    ///
    /// @param statement one sentence, a phrase marked with `[[` and `]]`
    Indicator says(String statement, Statistic statistic, Scale scale) {
        return new Indicator(
                id,
                title,
                statement,
                statistic,
                scale,
                new Threshold(cause.id() + "." + id, rule, source),
                new Lineage(rows, what, files, period, method, query, behind),
                figure);
    }

    /// The finished indicator of a figure that informs and decides nothing; for [Judgement#context].
    ///
    /// @param statement one sentence, a phrase marked with `[[` and `]]`
    Indicator informs(String statement, Statistic statistic) {
        if (rule.isEmpty()) {
            rule = key("informs, decides nothing");
        }
        return says(statement, statistic, Scale.INFORMING);
    }
}
