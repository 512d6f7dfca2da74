/// `throughline analyse`: one statistical method on any table file; one class a method.
@NullMarked
package throughline.command.analyse;

import org.jspecify.annotations.NullMarked;
