package throughline.server.intake.web;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Reads bodies in larger pieces than usual: with 8 kB a delivery of 20 MB spends most of its time in calls.
@Component
final class LargeReads implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    /// One a connection, open or idle.
    private static final int BYTES = 1 << 15;

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appReadBufSize", String.valueOf(BYTES)));
    }
}
