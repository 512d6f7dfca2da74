package throughline.server.web;

import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;
import throughline.server.page.Templates;

/// A page record with its template, rendered as it is answered.
///
/// @param template name of the template
/// @param page its page record
/// @param status how the request went
record PageView(String template, Object page, HttpStatus status) implements View {

    private static final Templates TEMPLATES = new Templates();

    /// The page of a request that went well.
    PageView(String template, Object page) {
        this(template, page, HttpStatus.OK);
    }

    @Override
    public String getContentType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Utf8ByteOutput html = TEMPLATES.render(template, page);
        response.setStatus(status.value());
        response.setContentType(getContentType());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(html.getContentLength());
        html.writeTo(response.getOutputStream());
    }
}
