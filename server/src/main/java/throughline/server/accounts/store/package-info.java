/// The tables of the accounts.
@NullMarked
package throughline.server.accounts.store;

import org.jspecify.annotations.NullMarked;
