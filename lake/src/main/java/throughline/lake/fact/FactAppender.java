package throughline.lake.fact;

/// Takes the rows of one fact table in, one after the other. Used by one thread.
public interface FactAppender extends AutoCloseable {

    /// The table the rows are of.
    FactTable table();

    /// Takes a copy of the row's present contents.
    ///
    /// An empty text, and a number that is not finite or beyond 1e100 either way (its square would
    /// overflow), is kept
    /// as an empty value.
    void append(FactRow row);

    /// Makes what was appended part of the table. Where an id occurs twice, the row appended last has won.
    @Override
    void close();
}
