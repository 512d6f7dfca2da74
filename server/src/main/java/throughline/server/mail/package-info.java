/// What is sent by e-mail.
@org.jspecify.annotations.NullMarked
package throughline.server.mail;
