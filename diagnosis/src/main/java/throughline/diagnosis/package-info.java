/// The fifteen causes of poor service: their detectors, verdicts and evidence.
@NullMarked
package throughline.diagnosis;

import org.jspecify.annotations.NullMarked;
