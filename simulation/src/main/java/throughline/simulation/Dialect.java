package throughline.simulation;

import java.util.Map;

/// What an organisation calls its measures.
public enum Dialect {
    /// The names that the exchange format knows.
    EXCHANGE(Map.of()),
    /// Words of the house, as people would say them.
    SPOKEN(Map.ofEntries(
            Map.entry("wait_s", "waiting_seconds"),
            Map.entry("handle_s", "handling_seconds"),
            Map.entry("transfers", "times_transferred"),
            Map.entry("repeats", "had_to_repeat"),
            Map.entry("systems", "screens"),
            Map.entry("system_faults", "line_outages"),
            Map.entry("availability", "uptime"),
            Map.entry("response_ms", "screen_delay"),
            Map.entry("empathy", "understood_me"),
            Map.entry("empathy_2", "took_me_seriously"),
            Map.entry("reliability", "kept_word"),
            Map.entry("reliability_2", "got_it_right"),
            Map.entry("responsiveness", "was_quick"),
            Map.entry("assurance", "knew_their_job"),
            Map.entry("tangibles", "looked_good"),
            Map.entry("feel_welcome", "felt_welcome"),
            Map.entry("feel_informed", "felt_informed"),
            Map.entry("feel_in_control", "felt_in_control"),
            Map.entry("csat", "overall_satisfaction"),
            Map.entry("nps", "would_recommend"),
            Map.entry("ces", "how_hard_it_was"),
            Map.entry("listening", "listens"),
            Map.entry("explaining", "explains"),
            Map.entry("owning_it", "takes_ownership"))),
    /// Codes of questionnaires and telephone systems, which say nothing to a stranger.
    CODED(Map.ofEntries(
            Map.entry("wait_s", "ASA"),
            Map.entry("handle_s", "AHT"),
            Map.entry("transfers", "XFR"),
            Map.entry("repeats", "K17"),
            Map.entry("systems", "K18"),
            Map.entry("system_faults", "FLT01"),
            Map.entry("availability", "AVL01"),
            Map.entry("response_ms", "RSP01"),
            Map.entry("empathy", "Q3a"),
            Map.entry("empathy_2", "Q3b"),
            Map.entry("reliability", "Q4a"),
            Map.entry("reliability_2", "Q4b"),
            Map.entry("responsiveness", "Q5"),
            Map.entry("assurance", "Q6"),
            Map.entry("tangibles", "Q7"),
            Map.entry("feel_welcome", "Q8a"),
            Map.entry("feel_informed", "Q8b"),
            Map.entry("feel_in_control", "Q8c"),
            Map.entry("csat", "Q1"),
            Map.entry("nps", "Q2"),
            Map.entry("ces", "Q9"),
            Map.entry("listening", "E1"),
            Map.entry("explaining", "E2"),
            Map.entry("owning_it", "E3")));

    private final Map<String, String> words;

    Dialect(Map<String, String> words) {
        this.words = words;
    }

    /// What the organisation calls a measure of the exchange format; names that it shares stay.
    String name(String measure) {
        return words.getOrDefault(measure, measure);
    }

    /// The names of columns, separated by blanks.
    String names(String columns) {
        var all = new StringBuilder();
        for (String column : columns.split(" ", -1)) {
            all.append(all.isEmpty() ? "" : " ").append(name(column));
        }
        return all.toString();
    }
}
