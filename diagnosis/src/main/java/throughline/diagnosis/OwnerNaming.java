package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Registry;
import throughline.statistics.Estimate;

/// Whether staff, asked who answers for service, name the person on record: the enacted side of cause 1.1.
final class OwnerNaming {

    /// Below this share of staff who name the owner, the owner is one on paper only (ours).
    static final double PRESENT = 0.5;

    /// Above this share of staff who name the owner, the owner is known (ours).
    static final double ABSENT = 0.6;

    /// Fewest answers of staff (causes.md, 1.1).
    static final int MINIMUM_ANSWERS = 30;

    private OwnerNaming() {}

    /// The indicator, or empty where it cannot be judged; the judgement is told why.
    static Optional<Indicator> examine(Dossier dossier, Ownership ownership, Judgement judgement) {
        Optional<String> owner = ownership.owner();
        if (!dossier.has(FactKind.PULSE, "names_owner")) {
            judgement.missing("pulse", say("Answers of staff to names_owner: who answers for service here?"));
            return Optional.empty();
        }
        if (owner.isEmpty()) {
            judgement.missing(Card.RECORD, say("The owner of the promise, to compare with whom staff name."));
            return Optional.empty();
        }
        var answers = StaffAnswers.of(dossier, "names_owner", said -> means(dossier.registry(), said, owner.get()));
        if (answers.count() < MINIMUM_ANSWERS) {
            judgement.missing(
                    "pulse",
                    Wording.needed(
                            answers.count(),
                            MINIMUM_ANSWERS,
                            dossier.period(),
                            "answer of staff on who answers for service",
                            "answers of staff on who answers for service"));
            return Optional.empty();
        }
        if (Freshness.stale(dossier, FactKind.PULSE, judgement)) {
            return Optional.empty();
        }
        return Optional.of(indicator(dossier, ownership.name(owner.get()), answers));
    }

    private static Indicator indicator(Dossier dossier, String owner, StaffAnswers answers) {
        Estimate share = answers.share();
        return Card.of(Cause.NOBODY_ACCOUNTABLE, "owner-named-by-staff", say("Whom staff name"), dossier)
                .rule(key("present if surely under 50 % of staff name the owner, absent if surely over 60 % do"))
                .rests(answers.count(), say("answers of staff"))
                .files(FactKind.PULSE)
                .method(say("Wilson interval, 95 %, with the design effect of units"))
                .query(answers.query())
                .rows(new RowQuery(FactKind.PULSE, List.of("names_owner"), List.of(new Filter.Known("names_owner"))))
                .says(
                        say(
                                "Asked who answers for service, [[%s staff]] named %s (likely %s).",
                                Wording.of(Math.round(answers.all().sum()), answers.count()),
                                owner,
                                Wording.percents(share.interval())),
                        new Statistic(
                                say("share of staff who name the owner"),
                                share.value(),
                                share.interval(),
                                share.standardError(),
                                answers.count()),
                        new Scale(1, ABSENT, PRESENT, 0));
    }

    /// Whether what was said means the person: by id, name, last name or role.
    static boolean means(Registry registry, String said, String person) {
        String heard = plain(said);
        if (heard.equals(plain(person))) {
            return true;
        }
        Optional<Person> known = registry.person(person);
        var names = new ArrayList<String>();
        known.map(Person::name).map(OwnerNaming::plain).ifPresent(full -> {
            names.add(full);
            names.add(full.substring(full.lastIndexOf(' ') + 1));
        });
        known.map(Person::role).map(OwnerNaming::plain).ifPresent(names::add);
        return names.stream().filter(n -> n.length() > 2).anyMatch(n -> (" " + heard + " ").contains(" " + n + " "));
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
