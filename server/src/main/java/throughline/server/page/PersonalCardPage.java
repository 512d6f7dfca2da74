package throughline.server.page;

import static throughline.text.Text.say;

import java.util.Optional;
import throughline.diagnosis.FrontLineCard;
import throughline.diagnosis.Wording;

/// The card of one person, for that person and who leads them.
///
/// @param kick the unit, and how many contacts it is about
/// @param sides what customers got beside what the job is measured on
/// @param visible who sees the card
/// @param frontLine the page of the teams
public record PersonalCardPage(
        Shell shell,
        String kick,
        String period,
        String headline,
        BothSides sides,
        String visible,
        Optional<String> frontLine) {

    /// Who looks at the card.
    public enum Reader {
        THE_PERSON,
        WHO_LEADS
    }

    /// The page of a card.
    ///
    /// @param period the days in words
    public static PersonalCardPage of(FrontLineCard card, Reader reader, String period, Shell shell) {
        return new PersonalCardPage(
                shell,
                card.unit().map(u -> u + ", ").orElse("") + Wording.count(card.contacts(), "contact", "contacts"),
                period,
                reader == Reader.THE_PERSON
                        ? say("Your card, both sides of the job")
                        : say("The card of %s", card.title()),
                BothSides.of(
                        card,
                        say("others with the same work"),
                        Markup.marked(FrontLineWords.saysOfPerson(card)),
                        shell.links()),
                reader == Reader.THE_PERSON
                        ? say(
                                "You and who is on record as your manager see this card; nobody else does, and nobody is ranked.")
                        : say("The person and you see this card; nobody else does, and nobody is ranked."),
                shell.links().frontLine());
    }
}
