package throughline.server.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The limits of the intake, `throughline.intake.*` (docs/operating.md).
///
/// @param largestBody most bytes of one delivery, as it is sent
/// @param largestInflated most bytes of one delivery after decompression
/// @param smallBody up to this many bytes a body is kept in the database, beyond in a file
/// @param mostUnsettled most bytes that may wait to be flushed
/// @param mostBatches most batches that may wait to be flushed
/// @param flushEvery pause between two looks for batches to flush
/// @param flushAt bytes that came in since the last look and are flushed without waiting for the next
/// @param tryAgain pause before what could not be flushed is tried again
/// @param leastFree free bytes below which nothing is taken in: twice the most that PostgreSQL keeps of its own
///     write-ahead log, and room for a flush. An amount and not a share, for the database needs no more of a large disk
@ConfigurationProperties("throughline.intake")
public record IntakeSettings(
        @DefaultValue("256MB") DataSize largestBody,
        @DefaultValue("4GB") DataSize largestInflated,
        @DefaultValue("64KB") DataSize smallBody,
        @DefaultValue("2GB") DataSize mostUnsettled,
        @DefaultValue("20000") int mostBatches,
        @DefaultValue("1s") Duration flushEvery,
        @DefaultValue("64MB") DataSize flushAt,
        @DefaultValue("10s") Duration tryAgain,
        @DefaultValue("2304MB") DataSize leastFree) {}
