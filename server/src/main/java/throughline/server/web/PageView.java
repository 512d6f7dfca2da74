package throughline.server.web;

import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;
import throughline.server.chart.Words;
import throughline.server.page.MessagePage;
import throughline.server.page.Templates;
import throughline.server.sheet.PageTables;
import throughline.server.sheet.Sheet;
import throughline.server.sheet.SheetFormat;
import throughline.server.turn.BusyException;
import throughline.server.turn.Turns;
import throughline.server.turn.Turns.Turn;

/// A page record with its template, rendered as it is answered. Each table of a page that can be asked for
/// again is followed by links that take it away: the address of the page with `table` and `format` answers
/// the table as a file, read from the page as this reader sees it.
///
/// @param template name of the template
/// @param page its page record
/// @param status how the request went
/// @param whole a table of which the page shows a part only, by its name
record PageView(String template, Object page, HttpStatus status, Function<String, Optional<Sheet>> whole)
        implements View {

    private static final Templates TEMPLATES = new Templates();

    /// A table that is taken away may have 100,000 rows and lies in memory until it is sent. One for the whole
    /// process, for so is its memory.
    private static final Turns TAKING = new Turns(2, Duration.ofSeconds(5));

    PageView(String template, Object page, HttpStatus status) {
        this(template, page, status, name -> Optional.empty());
    }

    /// The page of a request that went well.
    PageView(String template, Object page) {
        this(template, page, HttpStatus.OK);
    }

    /// The same page, of which a table is taken away whole.
    PageView with(Function<String, Optional<Sheet>> tables) {
        return new PageView(template, page, status, tables);
    }

    @Override
    public String getContentType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String table = request.getParameter("table");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!request.getMethod().equals("GET") || status != HttpStatus.OK) {
            answer(html(), getContentType(), response);
        } else if (table == null) {
            String page = new PageTables(html()).followed((name, caption, part) -> links(request, name, caption, part));
            answer(page, getContentType(), response);
        } else {
            try (Turn _ = TAKING.only(Objects.requireNonNullElse(request.getRemoteUser(), ""));
                    Turn _ = TAKING.next()) {
                take(table, Objects.requireNonNullElse(request.getParameter("format"), ""), response);
            } catch (BusyException e) {
                response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            }
        }
    }

    private String html() {
        Utf8ByteOutput html = TEMPLATES.render(template, page);
        return new String(html.toByteArray(), StandardCharsets.UTF_8);
    }

    private void take(String table, String format, HttpServletResponse response) throws IOException {
        Optional<SheetFormat> wanted = SheetFormat.find(format);
        Optional<Sheet> sheet = wanted.flatMap(f -> whole.apply(table).or(() -> new PageTables(html()).find(table)));
        if (sheet.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        SheetFormat file = wanted.get();
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(sheet.get().name() + "." + file.id(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setContentType(file.type());
        file.write(sheet.get(), response.getOutputStream());
    }

    private void answer(String text, String type, HttpServletResponse response) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        if (page instanceof MessagePage message && message.refresh() > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(message.refresh()));
        }
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static String links(HttpServletRequest request, String name, String caption, String part) {
        var links = new StringBuilder("<p class=\"take\">");
        for (SheetFormat format : SheetFormat.values()) {
            String asked = request.getQueryString() == null ? "" : request.getQueryString() + "&";
            String address = "%s?%stable=%s&format=%s"
                    .formatted(request.getRequestURI(), asked, Visit.encoded(name), format.id());
            links.append("<a href=\"%s\" download aria-label=\"%s: %s\">%s</a>"
                    .formatted(Words.escaped(address), format.title(), Words.escaped(caption), format.title()));
        }
        if (!part.isEmpty()) {
            links.append("<span>").append(Words.escaped(part)).append("</span>");
        }
        return links.append("</p>").toString();
    }
}
