package throughline.server.organisation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.workspace.OrganisationReader;
import throughline.workspace.OrganisationReader.Reading;

/// What the record was in a version, read from its text; the last ones are kept, since a version never changes. Safe
/// for use by several threads.
final class RecordStates {

    /// For how many units it is remembered what they saw last.
    private static final int UNITS_REMEMBERED = 16;

    private final RecordVersions versions;
    private volatile @Nullable Now last;

    /// What was seen last from the units that looked last.
    private final Map<String, Now> lastSeen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Now> eldest) {
            return size() > UNITS_REMEMBERED;
        }
    };

    RecordStates(RecordVersions versions) {
        this.versions = versions;
    }

    /// The record as it was in a version; nothing is on record in a version that is not there.
    Now at(long number) {
        Now known = last;
        if (known != null && known.number() == number) {
            return known;
        }
        // Looked for before its text: one that is added in between must not pass for one without a text.
        boolean there = versions.find(number).isPresent();
        Optional<String> document = versions.document(number);
        Now read = document.map(text -> {
                    Reading reading = OrganisationReader.read(text, OrganisationRecord.NAMELESS);
                    return new Now(number, document, reading.organisation(), reading.unread(), Optional.empty());
                })
                .orElseGet(() -> Now.unrecorded(number));
        if (there) {
            last = read;
        }
        return read;
    }

    /// A state as it is seen from a unit.
    Now seen(Now now, String unit) {
        synchronized (lastSeen) {
            Now known = lastSeen.get(unit);
            if (known != null && known.number() == now.number()) {
                return known;
            }
        }
        Now seen = now.from(unit);
        synchronized (lastSeen) {
            lastSeen.put(unit, seen);
        }
        return seen;
    }
}
