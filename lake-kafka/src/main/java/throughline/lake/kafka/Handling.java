package throughline.lake.kafka;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// What the application does for a [TopicReader].
///
/// @param conversion makes rows of messages
/// @param rejects writes down what could not be used, before the rest is committed; after a crash it is given
/// the same again and must keep it once
/// @param turn lets one commit at a time into a table
public record Handling(Conversion conversion, Consumer<List<RejectedRow>> rejects, Turn turn) {

    /// Knows how the text of messages becomes rows.
    @FunctionalInterface
    public interface Conversion {

        /// Makes rows of messages.
        ///
        /// @throws IllegalArgumentException if the messages cannot be read together; its message is a sentence.
        /// They are given again in smaller parts, and one that cannot be read alone is rejected with it
        Converted convert(FactKind kind, List<Message> messages);
    }

    /// Rows that came of messages.
    ///
    /// @param table their columns; empty where no row could be used
    /// @param rows appends them; may be called again
    /// @param rejected rows that could not be used
    public record Converted(Optional<FactTable> table, Consumer<FactAppender> rows, List<RejectedRow> rejected) {

        /// Copies the list.
        public Converted {
            rejected = List.copyOf(rejected);
        }
    }

    /// Keeps those who commit to a table out of one another's way. What is committed is right without it, but
    /// of two who commit at the same time one has to begin again.
    @FunctionalInterface
    public interface Turn {

        /// Runs the commit when nobody else commits to the table of the kind, and hands its answer on.
        boolean commit(FactKind kind, BooleanSupplier commit);
    }
}
