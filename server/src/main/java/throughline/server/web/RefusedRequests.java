package throughline.server.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Answers what no page of ours gets to see, such as an address that is none: with a few words and under the same
/// policy, in place of the container's own page, which brings a style of its own.
@Component
class RefusedRequests implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new FewWords()));
    }

    private static final class FewWords extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            response.setHeader("Content-Security-Policy", SecurityHeaders.POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setContentType("text/plain");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            try {
                Writer words = response.getReporter();
                if (words != null) {
                    words.write(
                            "%s %s\n".formatted(response.getStatus(), status == null ? "" : status.getReasonPhrase()));
                    response.finishResponse();
                }
            } catch (IOException gone) {
                container.getLogger().debug("Whoever asked is gone", gone);
            }
        }
    }
}
