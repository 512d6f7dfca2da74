/// The command line: one launcher, one class a command.
@NullMarked
package throughline.command;

import org.jspecify.annotations.NullMarked;
