package throughline.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import throughline.diagnosis.Diagnosis;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.OneTimeLinks;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Demo;
import throughline.server.diagnose.Sources;
import throughline.server.platform.DataFolder;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseUnavailableException;

/// The pages, for this computer only: the server listens on the loopback address and nowhere else.
public final class ThroughlineServer implements AutoCloseable {

    /// Where it listens and what it shows.
    ///
    /// @param port port on the loopback address, 0 for any free one
    /// @param data folder that keeps the imported workspace, the demo and the embedded database
    /// @param demo whether the demo organisation is shown while nothing has been imported
    /// @param database a PostgreSQL of the organisation's own; the embedded one where there is none
    public record Settings(int port, Path data, boolean demo, Optional<DatabaseAddress> database) {}

    private final ConfigurableApplicationContext context;

    private ThroughlineServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts, prints the address, and serves until the process is told to end.
    ///
    /// @param claim the claim of its data folder
    /// @throws IOException if the data folder cannot be written to
    /// @throws DatabaseUnavailableException if there is no database to work with
    public static void start(Settings settings, DataFolderClaim claim) throws IOException {
        try (var server = open(settings, claim)) {
            claim.shownAt(server.address());
            server.announce(System.out, settings);
            var ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(ended::countDown));
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Starts and returns at once; the server ends when it is closed.
    ///
    /// @param claim the claim of its data folder
    /// @throws DatabaseUnavailableException if there is no database to work with
    /// @throws IllegalArgumentException if a setting of the environment cannot be, saying which
    public static ThroughlineServer open(Settings settings, DataFolderClaim claim) {
        ThroughlineServer server = open(
                settings.port(),
                () -> settings.database().map(Database::at).orElseGet(() -> Database.embedded(claim)),
                settings.data(),
                beans -> new CurrentWorkspace(
                        beans.getBean(DataFolder.class),
                        settings.demo() ? Demo.WANTED : Demo.UNWANTED,
                        beans.getBean(Sources.class),
                        Diagnosis::of,
                        System::nanoTime));
        server.bean(CurrentWorkspace.class).begin();
        return server;
    }

    /// Opens the pages of a workspace on a port, once the database is ready; closing them closes it.
    ///
    /// @param current makes it, once the other parts are there
    static ThroughlineServer open(
            int port, Supplier<Database> database, Path data, Function<BeanFactory, CurrentWorkspace> current) {
        return open(port, database, data, current, beans -> {});
    }

    /// Opens the pages with more beans or other settings than usual.
    ///
    /// @throws IllegalArgumentException if a setting cannot be, saying which
    static ThroughlineServer open(
            int port,
            Supplier<Database> database,
            Path data,
            Function<BeanFactory, CurrentWorkspace> current,
            Consumer<GenericApplicationContext> more) {
        try {
            return new ThroughlineServer(new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.SERVLET)
                    .properties(Map.of("server.port", port))
                    .initializers(context -> {
                        var beans = (GenericApplicationContext) context;
                        beans.registerBean(DataFolder.class, () -> new DataFolder(data));
                        beans.registerBean(CurrentWorkspace.class, () -> current.apply(beans));
                        beans.registerBean(Database.class, database);
                        beans.registerBean(Clock.class, Clock::systemUTC);
                        more.accept(beans);
                    })
                    .run());
        } catch (BeanCreationException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof DatabaseUnavailableException why) {
                    throw why;
                }
                if (cause instanceof ConfigurationPropertiesBindException wrong) {
                    throw new IllegalArgumentException(
                            wrong.getMostSpecificCause().getMessage(), e);
                }
            }
            throw e;
        }
    }

    /// The port it listens on.
    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /// The address to open in a browser.
    public URI address() {
        return URI.create("http://127.0.0.1:%s/".formatted(port()));
    }

    /// A part of the running server, for tests that look inside.
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// All parts of a kind, for tests that look inside.
    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    private void announce(PrintStream out, Settings settings) {
        out.printf(
                "Throughline is open at %s%nOnly this computer can reach it. Data folder: %s%n",
                address(), settings.data());
        bean(Accounts.class)
                .linkForFirstAdministrator()
                .ifPresent(link -> out.printf(
                        "%nNobody has an account yet. To become the first administrator, open this link, once and within %s minutes:%n%n    %s%n%n",
                        OneTimeLinks.SOON.toMinutes(),
                        link.at(bean(AccountSettings.class).origin().orElse("http://127.0.0.1:" + port()))));
        out.printf("Stop it with Ctrl-C.%n");
        out.flush();
    }

    @Override
    public void close() {
        context.close();
    }
}
