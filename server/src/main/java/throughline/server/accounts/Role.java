package throughline.server.accounts;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody is to the organisation; it decides which [Right]s the account has.
public enum Role {
    ADMINISTRATOR(
            key("Administrator"), key("an administrator"), key("keeps the accounts, sees and brings in everything")),
    BOARD_OWNER(key("Board owner"), key("a board owner"), key("sees the whole organisation and keeps its record")),
    ANALYST(
            key("Analyst"),
            key("an analyst"),
            key("sees the whole organisation, keeps its record and brings in files")),
    UNIT_LEADER(
            key("Unit leader"),
            key("a unit leader"),
            key("sees one unit and those below it, down to the rows, and keeps their part of the record")),
    AGENT(key("Agent"), key("an agent"), key("sees one unit and those below it, without the rows")),
    AUDITOR(key("Auditor"), key("an auditor"), key("sees the whole organisation and the audit log, changes nothing"));

    private final String title;
    private final String withArticle;
    private final String description;

    Role(String title, String withArticle, String description) {
        this.title = title;
        this.withArticle = withArticle;
        this.description = description;
    }

    /// As it is written in tables and forms, such as `unit-leader`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// As a page names it.
    public String title() {
        return say(title);
    }

    /// Who has it, within a sentence, such as `an analyst`.
    public String withArticle() {
        return say(withArticle);
    }

    /// What it is for, as the rest of a sentence.
    public String description() {
        return say(description);
    }

    /// Whether it sees one unit and those below it only.
    public boolean ofOneUnit() {
        return this == UNIT_LEADER || this == AGENT;
    }

    /// The role of an id.
    public static Optional<Role> find(String id) {
        return Arrays.stream(values()).filter(r -> r.id().equals(id)).findFirst();
    }
}
