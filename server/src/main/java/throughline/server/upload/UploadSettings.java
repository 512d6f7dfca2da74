package throughline.server.upload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The limits of uploads, `throughline.upload.*` (docs/operating.md).
///
/// @param largest most bytes of one file, as it is sent
/// @param largestForm most bytes of one file that is sent by a form, without script
/// @param most files that may wait at a time
/// @param keep how long a file is kept that nobody has gone on with
/// @param markEvery bytes after which what has come in is made durable while more is coming
@ConfigurationProperties("throughline.upload")
public record UploadSettings(
        @DefaultValue("20GB") DataSize largest,
        @DefaultValue("2GB") DataSize largestForm,
        @DefaultValue("100") int most,
        @DefaultValue("7d") Duration keep,
        @DefaultValue("16MB") DataSize markEvery) {}
