package throughline.lake.cube;

import java.util.List;
import throughline.lake.fact.FactKind;

/// A question for Gram matrices: the joint moments of several columns, one matrix a block.
///
/// Only rows in which every variable is known count (listwise). With `blocks` = unit and week the answer is
/// what a block
/// bootstrap re-weights.
///
/// @param fact which table
/// @param blocks what a matrix is made for; none makes one matrix
/// @param variables NUMBER or FLAG columns, in the order of the matrix
/// @param filters all must pass
public record MomentsQuery(FactKind fact, List<Key> blocks, List<String> variables, List<Filter> filters) {

    /// Copies the lists.
    public MomentsQuery {
        blocks = List.copyOf(blocks);
        variables = List.copyOf(variables);
        filters = List.copyOf(filters);
    }
}
