package throughline.diagnosis;

import java.util.Optional;
import java.util.stream.Stream;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;

/// Where the answers hold a measure: as a question of their own, of the contact they are about, or as the
/// state of the infrastructure at it.
public final class AnswerColumns {

    private AnswerColumns() {}

    /// The column of numbers or of yes and no that holds the measure.
    public static Optional<String> of(Dossier dossier, String measure) {
        return Stream.of(measure, "contact_" + measure, "state_" + measure)
                .filter(column -> adds(dossier, column))
                .findFirst();
    }

    /// Whether the answers have the column and its values can be added up.
    static boolean adds(Dossier dossier, String column) {
        return dossier.table(FactKind.RESPONSES)
                .flatMap(t -> t.find(column))
                .map(Column::type)
                .filter(t -> t == ColumnType.NUMBER || t == ColumnType.FLAG)
                .isPresent();
    }
}
