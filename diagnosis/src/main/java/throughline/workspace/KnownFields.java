package throughline.workspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;

/// The fields that a column of a foreign file may become, and the names other software gives them.
final class KnownFields {

    /// How well a name says what a column is.
    enum Fit {
        NONE,
        /// The name has all the words of one of the field's names among others.
        PARTLY,
        /// The name is one of those that other software uses.
        OTHER_NAME,
        /// The name is that of the exchange format.
        EXACT
    }

    private static final Map<FactKind, List<String>> MEASURES = new EnumMap<>(Map.of(
            FactKind.INTERACTIONS, List.of("wait_s", "handle_s", "hold_s", "transfers", "repeats", "systems"),
            FactKind.RESPONSES,
                    List.of(
                            "csat",
                            "nps",
                            "ces",
                            "loyalty",
                            "empathy",
                            "reliability",
                            "responsiveness",
                            "assurance",
                            "tangibles"),
            FactKind.PULSE, List.of("believes_promise", "can_deliver", "proud", "heard")));

    /// Names of other software, by field; `kind.field` where they hold for one table only.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(
                    "interactions.interaction_id",
                    "call_id contact_id ticket_id conversation_id session_id visit_id chat_id call_number call_no ticket_number ticket_no ticket contact_number interaction call"),
            Map.entry("interaction_id", "call_id contact_id ticket_id conversation_id chat_id"),
            Map.entry(
                    "interactions.started_at",
                    "start start_time started call_start created_at created opened opened_at call_time call_date begin contact_date start_date"),
            Map.entry("ended_at", "end end_time ended closed_at closed resolved_at finished end_date call_end"),
            Map.entry(
                    "customer",
                    "customer_id cust_id client client_id account account_id caller member_id customer_number"),
            Map.entry("case_id", "case case_number case_no incident_id incident thread_id matter"),
            Map.entry("channel", "channel_name medium contact_channel via"),
            Map.entry("touchpoint", "touch_point service_desk desk"),
            Map.entry(
                    "unit",
                    "team team_id team_name group agent_group agent_grp branch branch_id store store_id site department dept region location office shop"),
            Map.entry(
                    "agent",
                    "agent_id agent_name employee employee_id operator rep representative advisor adviser handled_by assignee"),
            Map.entry(
                    "intent",
                    "reason contact_reason call_reason topic subject purpose disp disposition disposition_code reason_code code"),
            Map.entry(
                    "outcome",
                    "result status resolution call_result disp disposition disposition_code result_code code"),
            Map.entry("resolved", "is_resolved solved fcr first_contact_resolution first_call_resolution"),
            Map.entry(
                    "wait_s",
                    "wait waiting wait_time waiting_time queue_time time_in_queue asa waited speed_of_answer wait_seconds wait_sec q"),
            Map.entry(
                    "handle_s",
                    "aht handle handle_time handling_time talk_time duration call_duration talk service_time handle_seconds"),
            Map.entry("hold_s", "hold hold_time on_hold"),
            Map.entry("transfers", "transfer transferred transfer_count"),
            Map.entry("repeats", "repeat repeated repeat_count"),
            Map.entry("systems", "screens screens_used systems_used"),
            Map.entry("response_id", "survey_id answer_id submission_id survey_response_id"),
            Map.entry(
                    "responses.answered_at",
                    "answered submitted_at submitted completed_at response_date recorded_date answer_date survey_date"),
            Map.entry("pulse.answered_at", "answered submitted_at submitted completed_at response_date recorded_date"),
            Map.entry("verbatim", "comment comments feedback free_text remarks remark"),
            Map.entry("language", "lang locale"),
            Map.entry("instrument", "survey survey_name questionnaire"),
            Map.entry("csat", "satisfaction overall_satisfaction customer_satisfaction satisfied"),
            Map.entry("nps", "net_promoter net_promoter_score likelihood_to_recommend nps_score ltr recommend"),
            Map.entry("ces", "effort customer_effort effort_score"),
            Map.entry("empathy", "understood understanding listened"),
            Map.entry("reliability", "dependable kept_promise"),
            Map.entry("responsiveness", "prompt promptness"),
            Map.entry("assurance", "confidence competence"),
            Map.entry("invitations.sent_at", "sent date_sent invited_at sent_date"),
            Map.entry("complaint_id", "complaint_number complaint_no complaint_ref"),
            Map.entry("received_at", "received date_received received_date opened created created_at"),
            Map.entry("acknowledged_at", "acknowledged date_acknowledged"),
            Map.entry("complaints.closed_at", "closed date_closed closed_date resolved_at"),
            Map.entry("category", "type topic complaint_type reason"),
            Map.entry("root_cause", "cause"),
            Map.entry("complaints.text", "description details complaint_text"),
            Map.entry("upheld", "justified"),
            Map.entry("events.case_id", "case ticket ticket_id process_id order_id trace case_concept_name"),
            Map.entry("activity", "event event_name step task concept_name action"),
            Map.entry("events.at", "event_time time_timestamp"),
            Map.entry("resource", "org_resource performer"),
            Map.entry("readings.measure", "metric kpi indicator"),
            Map.entry("value", "reading val"),
            Map.entry("system", "host device component"),
            Map.entry("denominator", "n total base"),
            Map.entry("layer", "level grade"),
            Map.entry("evaluation_id", "eval_id review_id"),
            Map.entry("evaluated_at", "evaluated evaluation_date review_date"),
            Map.entry("evaluator", "reviewer assessor scored_by"),
            Map.entry("training.completed_at", "completed completion_date date_completed"),
            Map.entry("person", "employee employee_id learner manager leader"),
            Map.entry("course", "course_name training module"),
            Map.entry("hours", "duration_hours"),
            Map.entry("predicted", "prediction forecast expected estimate"),
            Map.entry("accepted", "sold converted sale"),
            Map.entry("steps.started_on", "start start_date started"),
            Map.entry("ended_on", "end end_date ended"),
            Map.entry("theme", "topic subject"),
            Map.entry("minutes", "duration_minutes mins"));

    private static final List<String> TIMES =
            List.of("date", "time", "timestamp", "datetime", "date_time", "when", "day");
    private static final List<String> IDS = List.of("id", "number", "no", "nr", "ref", "reference");

    /// Words in the name of a file that tell its table.
    private static final Map<FactKind, List<String>> FILES = new EnumMap<>(Map.ofEntries(
            Map.entry(
                    FactKind.INTERACTIONS,
                    List.of("interaction", "call", "contact", "ticket", "chat", "visit", "conversation")),
            Map.entry(FactKind.EVENTS, List.of("event", "eventlog")),
            Map.entry(FactKind.RESPONSES, List.of("response", "survey", "csat", "nps", "answer", "feedback")),
            Map.entry(FactKind.INVITATIONS, List.of("invitation", "invite")),
            Map.entry(FactKind.COMPLAINTS, List.of("complaint")),
            Map.entry(FactKind.READINGS, List.of("reading", "metric", "uptime", "telemetry")),
            Map.entry(FactKind.PULSE, List.of("pulse", "staff")),
            Map.entry(FactKind.EVALUATIONS, List.of("evaluation", "quality", "qa")),
            Map.entry(FactKind.TRAINING, List.of("training", "course", "lms")),
            Map.entry(FactKind.ANNOUNCEMENTS, List.of("announcement")),
            Map.entry(FactKind.DECISIONS, List.of("decision")),
            Map.entry(FactKind.PROMISES, List.of("promise")),
            Map.entry(FactKind.FORECASTS, List.of("forecast")),
            Map.entry(FactKind.IMPORTANCES, List.of("importance")),
            Map.entry(FactKind.LISTENING, List.of("listening")),
            Map.entry(FactKind.REWARDS, List.of("reward", "bonus")),
            Map.entry(FactKind.PUSHES, List.of("push", "campaign")),
            Map.entry(FactKind.OFFERS, List.of("offer")),
            Map.entry(FactKind.STEPS, List.of("step", "initiative", "project")),
            Map.entry(FactKind.AGENDAS, List.of("agenda", "meeting"))));

    private KnownFields() {}

    /// Kinds that a file may hold.
    static List<FactKind> kinds() {
        return Arrays.stream(FactKind.values()).filter(k -> !k.derived()).toList();
    }

    /// The fields of a kind that are known by name, with what they hold.
    static Map<String, ColumnType> of(FactKind kind) {
        Map<String, ColumnType> all = new LinkedHashMap<>();
        for (Column column : kind.columns()) {
            all.put(column.name(), column.type());
        }
        MEASURES.getOrDefault(kind, List.of()).forEach(m -> all.put(m, ColumnType.NUMBER));
        return all;
    }

    /// Answers of customers that a file of the kind may hold beside its own fields; they become rows of `responses`.
    static List<String> answers(FactKind kind) {
        return kind == FactKind.INTERACTIONS ? MEASURES.getOrDefault(FactKind.RESPONSES, List.of()) : List.of();
    }

    /// Whether the field is a column that the exchange format declares, rather than a measure.
    static boolean declared(FactKind kind, String field) {
        return kind.columns().stream().anyMatch(c -> c.name().equals(field));
    }

    /// How well the name of a column says that it is the field.
    static Fit fit(FactKind kind, String field, SampledColumn column) {
        String name = column.plain();
        if (name.equals(field)) {
            return Fit.EXACT;
        }
        List<String> others = names(kind, field);
        String bare = name.replaceFirst("_(s|sec|secs|seconds|m|min|mins|minutes|h|hrs|hours|ms)$", "");
        if (others.contains(name) || others.contains(bare) || name.equals(field.replaceFirst("_(s|at|on)$", ""))) {
            return Fit.OTHER_NAME;
        }
        Set<String> words = new HashSet<>(Arrays.asList(name.split("_", -1)));
        boolean partly = others.stream()
                .filter(other -> other.length() > 3 && !TIMES.contains(other) && !IDS.contains(other))
                .anyMatch(other -> words.containsAll(Arrays.asList(other.split("_", -1))));
        return partly ? Fit.PARTLY : Fit.NONE;
    }

    private static List<String> names(FactKind kind, String field) {
        var all = new ArrayList<String>();
        String own = NAMES.get(kind.table() + "." + field);
        String any = NAMES.get(field);
        all.addAll(List.of((own == null ? any == null ? "" : any : own).split(" ", -1)));
        if (field.equals(kind.time())) {
            all.addAll(TIMES);
        }
        if (kind.id().filter(field::equals).isPresent()) {
            all.addAll(IDS);
        }
        return all;
    }

    /// Whether the name of the file speaks of the kind.
    static boolean named(FactKind kind, String file) {
        List<String> words = List.of(file.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1));
        return FILES.getOrDefault(kind, List.of()).stream()
                .anyMatch(hint -> words.contains(hint) || words.contains(hint + "s") || words.contains(kind.table()));
    }
}
