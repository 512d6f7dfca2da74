package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.diagnosis.Attention.Place;
import throughline.diagnosis.Claim.Indicator;
import throughline.organisation.Organisation.Touchpoint;

/// Which departments and which kinds of customers are listened to as much as they matter. It informs; the touchpoints
/// decide.
record CoverageOfContacts(Dossier dossier, Attention attention) {

    /// Parts that a chart of shares can have.
    private static final int PARTS = 4;

    /// A department.
    ///
    /// @param contacts its share of all contacts
    /// @param voices its share of all answers and evaluations
    /// @param standards its share of all service standards
    private record Department(String name, double contacts, double voices, double standards) {

        private Department plus(double moreContacts, double moreVoices, double moreStandards) {
            return new Department(name, contacts + moreContacts, voices + moreVoices, standards + moreStandards);
        }

        private double gap() {
            return contacts - voices;
        }
    }

    /// Contacts, answers and standards by department; empty where fewer than two are on record.
    Optional<Indicator> departments() {
        Map<String, Department> byName = new TreeMap<>();
        double standards = dossier.organisation().touchpoints().stream()
                .mapToDouble(t -> t.standards().size())
                .sum();
        for (Touchpoint touchpoint : dossier.organisation().touchpoints()) {
            String name = touchpoint.department();
            if (name != null && standards > 0) {
                add(byName, name, 0, 0, touchpoint.standards().size() / standards);
            }
        }
        for (Place place : attention.places()) {
            String name = dossier.registry()
                    .touchpoint(place.touchpoint())
                    .map(Touchpoint::department)
                    .orElse(null);
            if (name != null) {
                add(byName, name, place.contactShare(), place.attentionShare(), 0);
            }
        }
        if (byName.size() < 2) {
            return Optional.empty();
        }
        List<Department> worstFirst = byName.values().stream()
                .sorted(Comparator.comparingDouble(Department::gap).reversed().thenComparing(Department::name))
                .toList();
        Department worst = worstFirst.getFirst();
        return Optional.of(Card.of(
                        Cause.STORES_ONLY, "attention-by-department", say("Which department comes next"), dossier)
                .rests(attention.answers(), say("answers and evaluations"))
                .record()
                .files(attention.files())
                .figure(shares(worstFirst, standards > 0))
                .informs(
                        say(
                                "The widest gap is [[%s: %s of contacts]], %s of answers and evaluations.",
                                worst.name(), Wording.percent(worst.contacts()), Wording.percent(worst.voices())),
                        Statistic.counted(
                                say("share of contacts less share of measurement of the widest gap"),
                                worst.gap(),
                                attention.contacts())));
    }

    private static void add(Map<String, Department> byName, String name, double contacts, double voices, double std) {
        byName.put(
                name, byName.getOrDefault(name, new Department(name, 0, 0, 0)).plus(contacts, voices, std));
    }

    private Figure shares(List<Department> worstFirst, boolean standards) {
        int shown = worstFirst.size() > PARTS ? PARTS - 1 : worstFirst.size();
        var parts = new ArrayList<>(
                worstFirst.stream().limit(shown).map(Department::name).toList());
        if (shown < worstFirst.size()) {
            parts.add(say("All others"));
        }
        var bars = new ArrayList<Figure.Shares.Bar>();
        bars.add(bar(say("Contacts"), worstFirst, shown, Department::contacts));
        bars.add(bar(say("Answers and evaluations"), worstFirst, shown, Department::voices));
        if (standards) {
            bars.add(bar(say("Standards"), worstFirst, shown, Department::standards));
        }
        return new Figure.Shares(
                say(
                        "Share of contacts, of answers and of standards by department; %s",
                        Wording.count(attention.contacts(), "contact", "contacts")),
                parts,
                bars);
    }

    private static Figure.Shares.Bar bar(
            String label, List<Department> all, int shown, java.util.function.ToDoubleFunction<Department> share) {
        var shares = new ArrayList<>(
                all.stream().limit(shown).map(share::applyAsDouble).toList());
        if (shown < all.size()) {
            shares.add(all.stream().skip(shown).mapToDouble(share).sum());
        }
        return new Figure.Shares.Bar(label, shares);
    }

    /// How many kinds of customers are heard at one of their touchpoints; empty where none are named.
    Optional<Indicator> audiences() {
        Map<String, Boolean> heard = new TreeMap<>();
        for (Touchpoint touchpoint : dossier.organisation().touchpoints()) {
            boolean measured = attention.measured(touchpoint.id());
            touchpoint.customers().forEach(who -> heard.merge(who, measured, Boolean::logicalOr));
        }
        if (heard.isEmpty()) {
            return Optional.empty();
        }
        long yes = heard.values().stream().filter(h -> h).count();
        List<String> silent = heard.entrySet().stream()
                .filter(e -> !e.getValue())
                .map(e -> StoresOnly.audience(e.getKey()))
                .toList();
        return Optional.of(Card.of(Cause.STORES_ONLY, "audiences-covered", say("Who is listened to"), dossier)
                .rests(heard.size(), say("kinds of customers"))
                .record()
                .files(attention.files())
                .informs(
                        say(
                                "[[%s kinds of customers]] have a touchpoint that is measured%s.",
                                Wording.of(yes, heard.size()),
                                silent.isEmpty() ? "" : say("; %s have none", Wording.names(silent, 3))),
                        Statistic.counted(
                                say("share of kinds of customers that are heard"),
                                (double) yes / heard.size(),
                                heard.size())));
    }
}
