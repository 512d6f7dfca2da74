/// What leads to what: graphs of cause and effect from moments, what to hold still, the effect, and how
/// sure it is.
@NullMarked
package throughline.statistics.causal;

import org.jspecify.annotations.NullMarked;
