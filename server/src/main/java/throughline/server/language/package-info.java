/// Which language is spoken where nobody has chosen one.
@org.jspecify.annotations.NullMarked
package throughline.server.language;
