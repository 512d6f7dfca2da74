/// Rounds in which managers say what measures will be before anybody knows.
@org.jspecify.annotations.NullMarked
package throughline.server.rounds;
