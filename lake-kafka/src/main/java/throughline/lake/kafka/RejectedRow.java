package throughline.lake.kafka;

/// A row of a message that could not be used, or a whole message.
///
/// @param line line in the message, from 1; 0 where it is the whole message
/// @param column name of the column at fault, or empty
/// @param reason what is wrong and what was expected, one sentence
/// @param row the row as it stood, cut to 500 characters
public record RejectedRow(
        String topic, int partition, long offset, long line, String column, String reason, String row) {

    private static final int LONGEST = 500;

    /// Cuts the row.
    public RejectedRow {
        row = row.length() > LONGEST ? row.substring(0, LONGEST) : row;
    }

    /// A message of which nothing could be used.
    public static RejectedRow of(Message message, String reason) {
        return new RejectedRow(message.topic(), message.partition(), message.offset(), 0, "", reason, message.text());
    }
}
