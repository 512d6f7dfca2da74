package throughline.server.web;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register.Forecast;
import throughline.server.chart.Words;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.filing.Filing.Checked;
import throughline.server.filing.Filing.Rows;
import throughline.server.page.PredictionsPage.Form;
import throughline.server.page.PredictionsPage.Question;
import throughline.server.page.PredictionsPage.Wrong;
import throughline.server.rounds.Round;

/// The questions of a round as somebody answers them.
///
/// @param person who predicts
record RoundForm(Desk desk, Round round, String person) {

    /// The unit whose figures are predicted: the account's, else that of the person unless it is the top.
    Optional<Unit> unit() {
        OpenWorkspace workspace = desk.seen().ready().workspace();
        List<Unit> units = workspace.organisation().units();
        Optional<String> own = desk.account().unit();
        return own.isPresent()
                ? units.stream().filter(u -> u.id().equals(own.get())).findFirst()
                : workspace.organisation().people().stream()
                        .filter(p -> p.id().equals(person))
                        .map(Person::unit)
                        .flatMap(unit -> units.stream().filter(u -> u.id().equals(unit) && u.parent() != null))
                        .findFirst();
    }

    /// What is filed.
    Rows rows() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < round.measures().size(); i++) {
            rows.add(Desk.row(
                    "made_at", desk.today().toString(),
                    "person", person,
                    "measure", round.measures().get(i),
                    "period", round.period().id(),
                    "predicted", desk.typed(name("predicted", i)),
                    "low", desk.typed(name("low", i)),
                    "high", desk.typed(name("high", i)),
                    "unit", unit().map(Unit::id).orElse("")));
        }
        return new Rows(FactKind.FORECASTS, rows);
    }

    /// What is wrong, by name of the field: what is no number, else what lies outside its scale or its range.
    Map<String, String> problems(Checked checked) {
        Map<String, String> wrong = new HashMap<>();
        checked.problems().forEach(p -> wrong.put(name(p.column(), p.row()), p.sentence()));
        List<Forecast> forecasts = checked.register().forecasts();
        for (int i = 0; i < forecasts.size(); i++) {
            Forecast forecast = forecasts.get(i);
            Double low = forecast.low();
            Double high = forecast.high();
            Optional<String> scale = outside(forecast);
            if (scale.isPresent()) {
                wrong.put(name("predicted", i), scale.get());
            } else if ((low == null) != (high == null)) {
                wrong.put(
                        name(low == null ? "low" : "high", i),
                        say("A range has two ends; leave both empty or neither."));
            } else if (low != null && low > forecast.predicted()) {
                wrong.put(name("low", i), say("This end lies above what you expect."));
            } else if (high != null && high < forecast.predicted()) {
                wrong.put(name("high", i), say("This end lies below what you expect."));
            }
        }
        return wrong;
    }

    private Optional<String> outside(Forecast forecast) {
        return entry(forecast.measure()).flatMap(e -> {
            Double low = e.low();
            Double high = e.high();
            return low == null || high == null || (forecast.predicted() >= low && forecast.predicted() <= high)
                    ? Optional.empty()
                    : Optional.of(say("The scale goes from %s to %s.", Words.number(low), Words.number(high)));
        });
    }

    /// The form as a page shows it.
    ///
    /// @param problem why it could not be saved; may be empty
    Form form(String problem) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < round.measures().size(); i++) {
            Optional<Entry> entry = entry(round.measures().get(i));
            questions.add(new Question(
                    entry.map(Entry::title).orElse(round.measures().get(i)),
                    entry.map(RoundForm::scale).orElse(""),
                    desk.field(name("predicted", i), say("It will be"), "decimal"),
                    desk.field(name("low", i), say("At least"), "decimal").optional(),
                    desk.field(name("high", i), say("At most"), "decimal").optional()));
        }
        List<Wrong> wrong = questions.stream()
                .flatMap(q -> Stream.of(q.predicted(), q.low(), q.high())
                        .filter(f -> !f.problem().isEmpty())
                        .map(f -> new Wrong(
                                f.name(),
                                "%s, %s".formatted(q.title(), f.label().toLowerCase(Locale.ROOT)),
                                f.problem())))
                .toList();
        return new Form("/predictions/" + round.id(), problem, wrong, questions);
    }

    private Optional<Entry> entry(String measure) {
        return desk.seen().examination().dossier().measures().find(measure);
    }

    private static String scale(Entry entry) {
        Double low = entry.low();
        Double high = entry.high();
        return low == null || high == null ? "" : say("From %s to %s", Words.number(low), Words.number(high));
    }

    private static String name(String column, int row) {
        return "%s-%s".formatted(column, row + 1);
    }
}
