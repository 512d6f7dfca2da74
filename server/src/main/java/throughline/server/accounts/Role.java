package throughline.server.accounts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody is to the organisation; it decides which [Right]s the account has.
public enum Role {
    ADMINISTRATOR("Administrator", "keeps the accounts, sees and brings in everything"),
    BOARD_OWNER("Board owner", "sees the whole organisation and keeps its record"),
    ANALYST("Analyst", "sees the whole organisation, keeps its record and brings in files"),
    UNIT_LEADER(
            "Unit leader", "sees one unit and those below it, down to the rows, and keeps their part of the record"),
    AGENT("Agent", "sees one unit and those below it, without the rows"),
    AUDITOR("Auditor", "sees the whole organisation and the audit log, changes nothing");

    private final String title;
    private final String description;

    Role(String title, String description) {
        this.title = title;
        this.description = description;
    }

    /// As it is written in tables and forms, such as `unit-leader`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// As a page names it.
    public String title() {
        return title;
    }

    /// What it is for, as the rest of a sentence.
    public String description() {
        return description;
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
