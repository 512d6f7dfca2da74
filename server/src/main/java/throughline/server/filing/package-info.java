/// What people write down on pages: a form files facts through the same intake as everybody who sends them.
@org.jspecify.annotations.NullMarked
package throughline.server.filing;
