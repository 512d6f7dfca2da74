/// The record of what an organisation has decided about its service: units, people, touchpoints, standards, objectives.
@NullMarked
package throughline.organisation;

import org.jspecify.annotations.NullMarked;
