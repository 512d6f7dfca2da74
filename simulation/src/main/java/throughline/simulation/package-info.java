/// Organisations whose causes of poor service are known, written as workspaces. Knows nothing of how they are found.
@NullMarked
package throughline.simulation;

import org.jspecify.annotations.NullMarked;
