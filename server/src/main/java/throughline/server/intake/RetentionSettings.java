package throughline.server.intake;

import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import throughline.server.intake.store.ErasureTable;

/// How long what is kept, `throughline.retention.*` (docs/operating.md); what is not set stays as it is in the
/// database.
///
/// @param facts rows of the lake; until it is set, they are kept until they are erased
/// @param freeText what customers wrote
/// @param rawUploads deliveries as they came in, and rejected rows
@ConfigurationProperties("throughline.retention")
record RetentionSettings(
        @Nullable Period facts,
        @Nullable Period freeText,
        @Nullable Period rawUploads) {

    RetentionSettings {
        refuseNothing("facts", facts);
        refuseNothing("freetext", freeText);
        refuseNothing("rawuploads", rawUploads);
    }

    private static void refuseNothing(String name, @Nullable Period keep) {
        if (keep != null && (keep.isNegative() || keep.isZero())) {
            throw new IllegalArgumentException(
                    "throughline.retention.%s is %s; it has to be a time such as P25M or P90D".formatted(name, keep));
        }
    }

    void write(ErasureTable table) {
        write(table, "facts", facts);
        write(table, "free_text", freeText);
        write(table, "raw_uploads", rawUploads);
    }

    private static void write(ErasureTable table, String dataClass, @Nullable Period keep) {
        if (keep != null) {
            table.keep(dataClass, keep.toString());
        }
    }
}
