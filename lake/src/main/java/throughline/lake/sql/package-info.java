/// Questions as SQL: plain statements that every engine understands, and the few words in which engines differ.
@NullMarked
package throughline.lake.sql;

import org.jspecify.annotations.NullMarked;
