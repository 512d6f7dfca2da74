/// Measurements of speed and memory; each prints lines of a Markdown table.
@NullMarked
package throughline.benchmarks;

import org.jspecify.annotations.NullMarked;
