/// Events sent to addresses that an administrator has named, signed and durable until they are taken.
@org.jspecify.annotations.NullMarked
package throughline.server.webhook;
