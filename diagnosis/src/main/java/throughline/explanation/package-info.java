/// What lies behind the verdicts: how far the promise reaches and how far the customers' voice comes back.
@NullMarked
package throughline.explanation;

import org.jspecify.annotations.NullMarked;
