package throughline.server.web;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Person;
import throughline.server.accounts.Account;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.page.Choice;
import throughline.server.page.FormField;
import throughline.server.page.FormInput;
import throughline.server.page.Shell.Option;

/// What somebody who fills in a form may choose from, what was typed into it, and what is wrong with that.
///
/// @param seen what the account sees
/// @param today the day it is where the organisation is
/// @param typed by name of the field
/// @param problems sentences by name of the field
record Desk(Seen seen, Account account, LocalDate today, Map<String, String> typed, Map<String, String> problems) {

    /// Copies the maps.
    Desk {
        typed = Map.copyOf(typed);
        problems = Map.copyOf(problems);
    }

    /// The same with what is wrong.
    Desk with(Map<String, String> wrong) {
        return new Desk(seen, account, today, typed, wrong);
    }

    /// What was typed into a field, without spaces around it.
    String typed(String name) {
        return typed.getOrDefault(name, "").strip();
    }

    /// A field with what was typed before.
    FormField field(String name, String label, String type) {
        return FormField.of(name, label, type, "off").typed(typed(name)).refused(name, problems.getOrDefault(name, ""));
    }

    /// A day, today unless another was typed.
    FormField day(String name, String label) {
        return typed.containsKey(name)
                ? field(name, label, "date")
                : field(name, label, "date").typed(today.toString());
    }

    /// A choice of words, the first unless another was chosen.
    Choice choice(String name, String label, String hint, Map<String, String> texts) {
        return new Choice(
                name,
                label,
                hint,
                problems.getOrDefault(name, ""),
                texts.entrySet().stream()
                        .map(e ->
                                new Option(e.getKey(), e.getValue(), e.getKey().equals(typed(name))))
                        .toList());
    }

    /// Everybody, and the units; for who sees one unit only that and those below it.
    Choice unit(String label) {
        return choice("unit", label, "", units());
    }

    /// The units to choose from by id; the empty one is everybody.
    Map<String, String> units() {
        OpenWorkspace workspace = seen.ready().workspace();
        var units = new LinkedHashMap<String, String>();
        if (account.unit().isEmpty()) {
            units.put("", say("Everybody"));
        }
        workspace.organisation().units().stream()
                .filter(u -> account.unit().isEmpty()
                        || workspace.isWithin(u.id(), account.unit().get()))
                .forEach(u -> units.put(u.id(), u.title()));
        return units;
    }

    /// The measures of a promise by id.
    Map<String, String> measures() {
        var measures = new LinkedHashMap<String, String>();
        measures.put("", say("None that is measured"));
        Stream.of(FactKind.RESPONSES, FactKind.INTERACTIONS, FactKind.READINGS)
                .flatMap(kind -> seen.examination().dossier().measures().in(kind).stream())
                .forEach(e -> measures.putIfAbsent(e.id(), e.title()));
        return measures;
    }

    /// What customers are asked about, by the id that a ranking names: a dimension, else a question.
    Map<String, String> themes() {
        var themes = new LinkedHashMap<String, String>();
        for (Entry entry : seen.examination().dossier().measures().in(FactKind.RESPONSES)) {
            if (entry.kind() != Kind.OUTCOME) {
                String dimension = entry.dimension();
                themes.putIfAbsent(
                        dimension == null ? entry.id() : dimension,
                        dimension == null || dimension.equals(entry.id())
                                ? entry.title()
                                : Wording.sentence(say(dimension)));
            }
        }
        return themes;
    }

    /// Who it is about: the person whose account it is, else a choice of the people on record.
    List<FormInput> person(String label) {
        if (account.person().isPresent()) {
            return List.of();
        }
        Map<String, String> people = people();
        return people.isEmpty() && account.unit().isEmpty()
                ? List.of(field("person", label, "text")
                        .hinted(say("The id the person has in the organisation's files.")))
                : List.of(choice("person", label, "", people));
    }

    /// The person the form is about; empty where it is nobody whom the account may write of.
    String who() {
        Map<String, String> people = people();
        boolean known = people.isEmpty() ? account.unit().isEmpty() : people.containsKey(typed("person"));
        return account.person().orElse(known ? typed("person") : "");
    }

    /// The people on record by id; for who sees one unit only those of it and below.
    Map<String, String> people() {
        Map<String, String> units = units();
        var people = new LinkedHashMap<String, String>();
        for (Person person : seen.ready().workspace().organisation().people()) {
            if (account.unit().isEmpty()
                    || Optional.ofNullable(person.unit())
                            .filter(units::containsKey)
                            .isPresent()) {
                people.put(person.id(), person.title());
            }
        }
        return people;
    }

    /// What was chosen that is not among the choices, one sentence a field.
    Map<String, String> strangers(List<FormInput> inputs) {
        var wrong = new LinkedHashMap<String, String>();
        for (FormInput input : inputs) {
            if (input instanceof Choice choice
                    && choice.options().stream().noneMatch(o -> o.value().equals(typed(choice.name())))) {
                wrong.put(choice.name(), say("Choose one of these."));
            }
        }
        return wrong;
    }

    /// Days that are still to come although something is to have happened on them, one sentence a field. A fact of the
    /// future would pass for the day to which the data go.
    Map<String, String> toCome(List<FormInput> inputs) {
        var wrong = new LinkedHashMap<String, String>();
        for (FormInput input : inputs) {
            if (input instanceof FormField field
                    && field.type().equals("date")
                    && !field.name().equals("due-on")) {
                try {
                    if (LocalDate.parse(typed(field.name())).isAfter(today)) {
                        wrong.put(field.name(), say("This day is still to come."));
                    }
                } catch (DateTimeParseException e) {
                    // the row is rejected for it
                }
            }
        }
        return wrong;
    }

    /// A row without what was left empty.
    static Map<String, String> row(String... cells) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < cells.length; i += 2) {
            if (!cells[i + 1].isEmpty()) {
                row.put(cells[i], cells[i + 1]);
            }
        }
        return row;
    }

    /// The options of a form as one list.
    static List<FormInput> inputs(List<FormInput> first, FormInput... others) {
        var all = new ArrayList<>(first);
        all.addAll(List.of(others));
        return List.copyOf(all);
    }
}
