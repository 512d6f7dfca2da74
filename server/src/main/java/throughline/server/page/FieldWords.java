package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Locale;
import java.util.Map;
import throughline.lake.fact.FactKind;

/// Tables and their fields in the words of somebody who has a file and not the exchange format at hand.
final class FieldWords {

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("interaction_id", key("Contact number")),
            Map.entry("started_at", key("Started at")),
            Map.entry("ended_at", key("Ended at")),
            Map.entry("customer", key("Customer")),
            Map.entry("case_id", key("Matter or case number")),
            Map.entry("touchpoint", key("Touchpoint")),
            Map.entry("channel", key("Channel")),
            Map.entry("unit", key("Team or place")),
            Map.entry("agent", key("Person who served")),
            Map.entry("person", key("Person")),
            Map.entry("intent", key("Reason")),
            Map.entry("outcome", key("Outcome")),
            Map.entry("resolved", key("Resolved, yes or no")),
            Map.entry("wait_s", key("Seconds waited")),
            Map.entry("handle_s", key("Seconds on the contact")),
            Map.entry("hold_s", key("Seconds on hold")),
            Map.entry("transfers", key("Times passed on")),
            Map.entry("repeats", key("Times they had to repeat it")),
            Map.entry("systems", key("Screens used")),
            Map.entry("response_id", key("Answer number")),
            Map.entry("answered_at", key("Answered at")),
            Map.entry("instrument", key("Questionnaire")),
            Map.entry("verbatim", key("Comment")),
            Map.entry("language", key("Language")),
            Map.entry("csat", key("Satisfaction")),
            Map.entry("nps", key("Would recommend, 0 to 10")),
            Map.entry("ces", key("Effort it took")),
            Map.entry("loyalty", key("Loyalty")),
            Map.entry("empathy", key("Felt understood")),
            Map.entry("reliability", key("Could rely on it")),
            Map.entry("responsiveness", key("Help came promptly")),
            Map.entry("assurance", key("Trusted the people")),
            Map.entry("tangibles", key("Places and materials")),
            Map.entry("complaint_id", key("Complaint number")),
            Map.entry("received_at", key("Received at")),
            Map.entry("acknowledged_at", key("Acknowledged at")),
            Map.entry("closed_at", key("Closed at")),
            Map.entry("root_cause", key("Root cause")),
            Map.entry("upheld", key("Upheld, yes or no")),
            Map.entry("at", key("When it was")),
            Map.entry("measure", key("What was measured")),
            Map.entry("value", key("Value")),
            Map.entry("denominator", key("Out of how many")),
            Map.entry("layer", key("Layer of the organisation")),
            Map.entry("invitation_id", key("Invitation number")),
            Map.entry("sent_at", key("Sent at")),
            Map.entry("evaluation_id", key("Evaluation number")),
            Map.entry("evaluated_at", key("Evaluated at")),
            Map.entry("completed_at", key("Completed at")),
            Map.entry("by", key("Who promised it")),
            Map.entry("kept", key("Kept, yes or no")),
            Map.entry("made_at", key("Said on")),
            Map.entry("said_at", key("Said on")),
            Map.entry("accepted", key("Accepted, yes or no")));

    private FieldWords() {}

    /// The field in words, such as `Seconds waited`.
    static String of(String field) {
        String known = FIELDS.get(field);
        if (known != null) {
            return say(known);
        }
        String words = field.replaceFirst("_id$", "_number").replace('_', ' ').strip();
        return words.isEmpty() ? field : words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }

    /// What one row of the table is.
    /// The same of a column of seconds that is shown in minutes.
    static String time(String field) {
        return switch (field) {
            case "wait_s" -> say("Time waited");
            case "handle_s" -> say("Time on the contact");
            case "hold_s" -> say("Time on hold");
            default -> of(field);
        };
    }

    static String row(FactKind kind) {
        return switch (kind) {
            case INTERACTIONS -> say("One contact of a customer");
            case EVENTS -> say("One step of a case (an event log)");
            case RESPONSES -> say("One answered questionnaire");
            case INVITATIONS -> say("One customer asked for feedback");
            case COMPLAINTS -> say("One complaint");
            case READINGS -> say("One reading of a system or operation");
            case PULSE -> say("One anonymous answer of staff");
            case EVALUATIONS -> say("One quality evaluation");
            case TRAINING -> say("One person completing a course");
            case ANNOUNCEMENTS -> say("One thing said about service");
            case DECISIONS -> say("One decision that changes service");
            case PROMISES -> say("One promise with a date");
            case FORECASTS -> say("What a manager expects of a measure");
            case IMPORTANCES -> say("How much a measure matters to somebody");
            case LISTENING -> say("Time a leader spent with customers");
            case REWARDS -> say("One reward of a person");
            case PUSHES -> say("One sales campaign");
            case OFFERS -> say("One attempt to sell");
            case STEPS -> say("One change made to improve service");
            case AGENDAS -> say("One item of a leadership meeting");
            case CASES, TRACES -> throw new IllegalArgumentException(kind + " is never a file");
        };
    }

    /// What the rows of the table are, in the plural, as the middle of a sentence.
    static String rows(FactKind kind) {
        return switch (kind) {
            case INTERACTIONS -> say("contacts");
            case RESPONSES -> say("answers");
            case TRAINING -> say("courses completed");
            case LISTENING -> say("times leaders listened");
            case PULSE -> say("answers of staff");
            case PUSHES -> say("campaigns");
            case AGENDAS -> say("agenda items");
            case EVENTS -> say("events");
            case INVITATIONS -> say("invitations");
            case COMPLAINTS -> say("complaints");
            case READINGS -> say("readings");
            case EVALUATIONS -> say("evaluations");
            case ANNOUNCEMENTS -> say("announcements");
            case DECISIONS -> say("decisions");
            case PROMISES -> say("promises");
            case FORECASTS -> say("forecasts");
            case IMPORTANCES -> say("importances");
            case REWARDS -> say("rewards");
            case OFFERS -> say("offers");
            case STEPS -> say("steps");
            case CASES, TRACES -> kind.table();
        };
    }
}
