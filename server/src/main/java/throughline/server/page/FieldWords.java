package throughline.server.page;

import java.util.Locale;
import java.util.Map;
import throughline.lake.fact.FactKind;

/// Tables and their fields in the words of somebody who has a file and not the exchange format at hand.
final class FieldWords {

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("interaction_id", "Contact number"),
            Map.entry("started_at", "Started at"),
            Map.entry("ended_at", "Ended at"),
            Map.entry("customer", "Customer"),
            Map.entry("case_id", "Matter or case number"),
            Map.entry("touchpoint", "Touchpoint"),
            Map.entry("channel", "Channel"),
            Map.entry("unit", "Team or place"),
            Map.entry("agent", "Person who served"),
            Map.entry("person", "Person"),
            Map.entry("intent", "Reason"),
            Map.entry("outcome", "Outcome"),
            Map.entry("resolved", "Resolved, yes or no"),
            Map.entry("wait_s", "Seconds waited"),
            Map.entry("handle_s", "Seconds on the contact"),
            Map.entry("hold_s", "Seconds on hold"),
            Map.entry("transfers", "Times passed on"),
            Map.entry("repeats", "Times they had to repeat it"),
            Map.entry("systems", "Screens used"),
            Map.entry("response_id", "Answer number"),
            Map.entry("answered_at", "Answered at"),
            Map.entry("instrument", "Questionnaire"),
            Map.entry("verbatim", "Comment"),
            Map.entry("language", "Language"),
            Map.entry("csat", "Satisfaction"),
            Map.entry("nps", "Would recommend, 0 to 10"),
            Map.entry("ces", "Effort it took"),
            Map.entry("loyalty", "Loyalty"),
            Map.entry("empathy", "Felt understood"),
            Map.entry("reliability", "Could rely on it"),
            Map.entry("responsiveness", "Help came promptly"),
            Map.entry("assurance", "Trusted the people"),
            Map.entry("tangibles", "Places and materials"),
            Map.entry("complaint_id", "Complaint number"),
            Map.entry("received_at", "Received at"),
            Map.entry("acknowledged_at", "Acknowledged at"),
            Map.entry("closed_at", "Closed at"),
            Map.entry("root_cause", "Root cause"),
            Map.entry("upheld", "Upheld, yes or no"),
            Map.entry("at", "When it was"),
            Map.entry("measure", "What was measured"),
            Map.entry("value", "Value"),
            Map.entry("denominator", "Out of how many"),
            Map.entry("layer", "Layer of the organisation"),
            Map.entry("invitation_id", "Invitation number"),
            Map.entry("sent_at", "Sent at"),
            Map.entry("evaluation_id", "Evaluation number"),
            Map.entry("evaluated_at", "Evaluated at"),
            Map.entry("completed_at", "Completed at"),
            Map.entry("by", "Who promised it"),
            Map.entry("kept", "Kept, yes or no"),
            Map.entry("made_at", "Said on"),
            Map.entry("said_at", "Said on"),
            Map.entry("accepted", "Accepted, yes or no"));

    private FieldWords() {}

    /// The field in words, such as `Seconds waited`.
    static String of(String field) {
        String known = FIELDS.get(field);
        if (known != null) {
            return known;
        }
        String words = field.replaceFirst("_id$", "_number").replace('_', ' ').strip();
        return words.isEmpty() ? field : words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }

    /// What one row of the table is.
    static String row(FactKind kind) {
        return switch (kind) {
            case INTERACTIONS -> "One contact of a customer";
            case EVENTS -> "One step of a case (an event log)";
            case RESPONSES -> "One answered questionnaire";
            case INVITATIONS -> "One customer asked for feedback";
            case COMPLAINTS -> "One complaint";
            case READINGS -> "One reading of a system or operation";
            case PULSE -> "One anonymous answer of staff";
            case EVALUATIONS -> "One quality evaluation";
            case TRAINING -> "One person completing a course";
            case ANNOUNCEMENTS -> "One thing said about service";
            case DECISIONS -> "One decision that changes service";
            case PROMISES -> "One promise with a date";
            case FORECASTS -> "What a manager expects of a measure";
            case IMPORTANCES -> "How much a measure matters to somebody";
            case LISTENING -> "Time a leader spent with customers";
            case REWARDS -> "One reward of a person";
            case PUSHES -> "One sales campaign";
            case OFFERS -> "One attempt to sell";
            case STEPS -> "One change made to improve service";
            case AGENDAS -> "One item of a leadership meeting";
            case CASES, TRACES -> throw new IllegalArgumentException(kind + " is never a file");
        };
    }

    /// What the rows of the table are, in the plural, as the middle of a sentence.
    static String rows(FactKind kind) {
        return switch (kind) {
            case INTERACTIONS -> "contacts";
            case RESPONSES -> "answers";
            case TRAINING -> "courses completed";
            case LISTENING -> "times leaders listened";
            case PULSE -> "answers of staff";
            case PUSHES -> "campaigns";
            case AGENDAS -> "agenda items";
            default -> kind.table();
        };
    }
}
