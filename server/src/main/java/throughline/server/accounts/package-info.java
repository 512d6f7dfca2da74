/// Who may sign in, what each may see and do, and what is written down of it.
@NullMarked
package throughline.server.accounts;

import org.jspecify.annotations.NullMarked;
