package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(30)
class ReadAheadTest {

    @Test
    void hands_on_all_records_in_their_order() throws IOException {
        List<String> read = new ArrayList<>();
        try (var ahead = new ReadAhead(new Counting(10_000, 10_000))) {
            for (ReadAhead.Batch batch = ahead.take(); batch.rows() > 0; batch = ahead.take()) {
                for (int row = 0; row < batch.rows(); row++) {
                    read.add(batch.line(row) + "=" + batch.cells(row).string(0));
                }
                ahead.done(batch);
            }
        }
        assertThat(read).hasSize(10_000).startsWith("1=1", "2=2").endsWith("10000=10000");
    }

    @Test
    void throws_what_the_source_threw_where_it_is_used() {
        assertThatThrownBy(() -> {
                    try (var ahead = new ReadAhead(new Counting(10_000, 1_000))) {
                        while (true) {
                            ahead.done(ahead.take());
                        }
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("The disk is gone at 1001.");
    }

    @Test
    void leaves_a_source_alone_once_it_is_closed_in_the_middle() throws IOException {
        var source = new Counting(Integer.MAX_VALUE, Integer.MAX_VALUE);
        try (var ahead = new ReadAhead(source)) {
            assertThat(ahead.take().rows()).isPositive();
        }
        int read = source.read;
        assertThat(source.next()).isTrue();
        assertThat(source.read).isEqualTo(read + 1);
    }

    /// Records that count from 1.
    private static final class Counting implements RecordSource {

        private final int last;
        private final int lastReadable;
        private Cells cells = new Cells();
        private int read;

        Counting(int last, int lastReadable) {
            this.last = last;
            this.lastReadable = lastReadable;
        }

        @Override
        public List<String> columns() {
            return List.of("n");
        }

        @Override
        public boolean next(Cells into) throws IOException {
            if (read == last) {
                return false;
            }
            if (++read > lastReadable) {
                throw new IOException("The disk is gone at %s.".formatted(read));
            }
            cells = into;
            cells.clear();
            cells.add(String.valueOf(read));
            return true;
        }

        @Override
        public Cells cells() {
            return cells;
        }

        @Override
        public long line() {
            return read;
        }

        @Override
        public String sha256Hex() {
            return "";
        }

        @Override
        public void close() {}
    }
}
