/// Who is sent the board page each month.
@org.jspecify.annotations.NullMarked
package throughline.server.board;
