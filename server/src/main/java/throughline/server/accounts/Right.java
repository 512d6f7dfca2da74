package throughline.server.accounts;

import static throughline.server.accounts.Role.ADMINISTRATOR;
import static throughline.server.accounts.Role.ANALYST;
import static throughline.server.accounts.Role.AUDITOR;
import static throughline.server.accounts.Role.BOARD_OWNER;
import static throughline.server.accounts.Role.UNIT_LEADER;

import java.util.EnumSet;
import java.util.Set;

/// What a route asks for; a route that asks for nothing answers nobody.
public enum Right {
    /// Open to all: signing in, one-time links, health, and what the API can do.
    ANYBODY(Set.of()),
    /// For whoever asks this computer by its own name and not through a proxy: what watches over the server.
    FROM_THIS_COMPUTER(Set.of()),
    /// For programs with a token, which a filter of the API asks for.
    TOKEN(Set.of()),
    /// For the organisation's directory, with the token that an administrator has made for it.
    DIRECTORY(Set.of()),
    SEE_DIAGNOSIS(EnumSet.allOf(Role.class)),
    SEE_ROWS(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, UNIT_LEADER, AUDITOR)),
    /// Names who answers for what in the whole organisation.
    SEE_PROMISES(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, AUDITOR)),
    /// Cards of people: one's own, and those of the people one leads directly. Whose card it is, is asked besides.
    SEE_CARDS(EnumSet.allOf(Role.class)),
    /// What is said, decided, promised and predicted; of one unit what concerns it.
    SEE_SAY_AND_DO(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, UNIT_LEADER, AUDITOR)),
    /// Where improvements stand; of one unit its own and those that are for everybody.
    SEE_STEPS(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, UNIT_LEADER, AUDITOR)),
    /// To start a step or a sales push although a rule of the steps says to wait.
    OVERRIDE_STEPS(EnumSet.of(BOARD_OWNER)),
    /// To write down what is said, decided, promised and changed; of one unit for it only.
    RECORD(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, UNIT_LEADER)),
    /// To say what a measure will be, and to see what came of one's own predictions.
    PREDICT(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, UNIT_LEADER)),
    OPEN_ROUNDS(EnumSet.of(BOARD_OWNER, ANALYST)),
    /// The record itself, entry by entry, and its history; of one unit what that keeps; never the demo's.
    SEE_RECORD(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, UNIT_LEADER, AUDITOR)),
    /// To change it; of one unit what that keeps.
    EDIT_RECORD(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, UNIT_LEADER)),
    EDIT_WHOLE_RECORD(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST)),
    SEE_DATA(EnumSet.of(ADMINISTRATOR, BOARD_OWNER, ANALYST, AUDITOR)),
    BRING_IN(EnumSet.of(ADMINISTRATOR, ANALYST)),
    /// Over the API; each alert asks for a right of its own besides.
    SEE_ALERTS(EnumSet.allOf(Role.class)),
    KEEP_OWN_ACCOUNT(EnumSet.allOf(Role.class)),
    KEEP_ACCOUNTS(EnumSet.of(ADMINISTRATOR)),
    /// To say where events are sent.
    KEEP_WEBHOOKS(EnumSet.of(ADMINISTRATOR)),
    READ_AUDIT_LOG(EnumSet.of(ADMINISTRATOR, AUDITOR));

    private final Set<Role> roles;

    Right(Set<Role> roles) {
        this.roles = roles;
    }

    /// Whether an account of the role has it.
    public boolean isOf(Role role) {
        return roles.contains(role);
    }

    /// Whether it may be used on the demo by who looks at it before anybody has signed up.
    public boolean reachesTheDemo() {
        return this == SEE_DIAGNOSIS
                || this == SEE_ROWS
                || this == SEE_PROMISES
                || this == SEE_SAY_AND_DO
                || this == SEE_STEPS
                || this == SEE_DATA;
    }
}
