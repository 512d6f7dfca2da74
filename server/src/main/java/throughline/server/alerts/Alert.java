package throughline.server.alerts;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import throughline.diagnosis.Period;
import throughline.server.accounts.Right;

/// Something that was raised, with its end if it has one.
///
/// @param part the unit it was found in; empty for the whole organisation
/// @param period the days of the data it rests on
/// @param endedAt when it was over; empty while it stands
public record Alert(UUID id, String part, Finding finding, Period period, Instant raisedAt, Optional<Instant> endedAt) {

    /// What alerts are about.
    public enum Kind {
        /// A step that had stuck loses its gain.
        RELAPSE(key("Slipping back"), Right.SEE_STEPS),
        /// A decision undoes what was said or promised.
        WORD_AND_DEED(key("Word and deed"), Right.SEE_SAY_AND_DO),
        /// A cause is judged in another way than before.
        VERDICT(key("Verdict changed"), Right.SEE_DIAGNOSIS),
        /// A table gets no rows, against its own rhythm.
        DATA_LATE(key("Data late"), Right.SEE_DATA),
        /// A webhook was given up.
        WEBHOOK(key("Webhook stopped"), Right.KEEP_WEBHOOKS);

        private final String title;
        private final Right right;

        Kind(String title, Right right) {
            this.title = title;
            this.right = right;
        }

        /// As a page names it.
        public String title() {
            return say(title);
        }

        /// What one needs to be told of it.
        public Right right() {
            return right;
        }

        /// As tables and programs name it, such as `word-and-deed`.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The kind of an id.
        public static Optional<Kind> find(String id) {
            return Arrays.stream(values()).filter(k -> k.id().equals(id)).findFirst();
        }
    }

    /// Something that should be known.
    ///
    /// @param subject what it is about: ids of a step, of a cause, of what was said and done, of a table
    /// @param since the day from which it is so
    /// @param what a plain sentence or two
    /// @param chance how often such an alert is raised without cause, in a sentence
    /// @param next what to do, a sentence that begins with a verb
    public record Finding(Kind kind, String subject, LocalDate since, String what, String chance, String next) {}
}
