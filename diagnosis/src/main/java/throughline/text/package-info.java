/// What Throughline says, in the language of the one who reads: English in the sources, other languages in a catalogue
/// beside them.
@NullMarked
package throughline.text;

import org.jspecify.annotations.NullMarked;
