package throughline.server.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javax.sql.DataSource;

/// A process that migrates a database and dies on the spot before a given statement.
final class HaltingMigration {

    private static final int KILLED = 137;

    private HaltingMigration() {}

    /// Migrates, and dies.
    ///
    /// @param arguments the address of the database, and the number of the statement, from 1
    public static void main(String[] arguments) {
        int last = Integer.parseInt(arguments[1]);
        Schema.migrate(
                counting(DatabaseAddress.parse(arguments[0]).dataSource(), number -> {
                    if (number == last) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                }),
                "here",
                "latest");
    }

    /// A source whose statements are counted before they are sent.
    static DataSource counting(DataSource source, IntConsumer before) {
        var number = new AtomicInteger();
        return watched(DataSource.class, source, () -> before.accept(number.incrementAndGet()));
    }

    private static <T> T watched(Class<T> type, T target, Runnable before) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (target instanceof Statement && method.getName().startsWith("execute")) {
                        before.run();
                    }
                    try {
                        return switch (method.invoke(target, arguments)) {
                            case Connection connection -> watched(Connection.class, connection, before);
                            case PreparedStatement statement -> watched(PreparedStatement.class, statement, before);
                            case Statement statement -> watched(Statement.class, statement, before);
                            case null -> null;
                            case Object other -> other;
                        };
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
