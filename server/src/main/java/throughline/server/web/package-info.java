/// Requests in, pages out: addresses, headers, and what a reader sees when something is missing.
@NullMarked
package throughline.server.web;

import org.jspecify.annotations.NullMarked;
