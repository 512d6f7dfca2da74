/// Charts as SVG text: numbers and words in, geometry out. No HTML page, no framework.
@NullMarked
package throughline.server.chart;

import org.jspecify.annotations.NullMarked;
