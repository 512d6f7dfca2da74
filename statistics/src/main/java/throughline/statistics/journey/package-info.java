/// What really happens to a case: successions, variants, rework and how well it keeps to the design.
@NullMarked
package throughline.statistics.journey;

import org.jspecify.annotations.NullMarked;
