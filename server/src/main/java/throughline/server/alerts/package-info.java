/// What is new and should be known: raised once, with an end, for who may see it.
@org.jspecify.annotations.NullMarked
package throughline.server.alerts;
