/// Cells: what may be asked of the lake, and what it answers.
@NullMarked
package throughline.lake.cube;

import org.jspecify.annotations.NullMarked;
