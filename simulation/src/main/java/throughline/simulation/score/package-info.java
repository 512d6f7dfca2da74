/// How often verdicts are right: many organisations whose truth is known, diagnosed and held against it.
@NullMarked
package throughline.simulation.score;

import org.jspecify.annotations.NullMarked;
