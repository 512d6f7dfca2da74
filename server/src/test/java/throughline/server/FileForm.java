package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A form that sends a file, and the one by which it is confirmed, as a browser without script sends them.
///
/// @param address of the page that has the form
record FileForm(Sending server, SignedIn who, URI address) {

    /// A server that answers.
    interface Sending {
        HttpResponse<String> send(HttpRequest.Builder request) throws Exception;
    }

    private static final String BOUNDARY = "----formboundary";

    /// Sends a file.
    ///
    /// @param others fields beside it
    HttpResponse<String> send(String name, byte[] file, String... others) throws Exception {
        Element form = get().selectFirst("form:has(input[type=file])");
        assertThat(form).as("a form for a file").isNotNull();
        var body = new ByteArrayOutputStream();
        for (int i = 0; i < others.length; i += 2) {
            field(body, others[i], others[i + 1]);
        }
        body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                .formatted(BOUNDARY, name)
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return post(form, body);
    }

    HttpResponse<String> send(String name, String file, String... others) throws Exception {
        return send(name, file.getBytes(StandardCharsets.UTF_8), others);
    }

    /// Confirms what a preview shows.
    ///
    /// @param ticked values of the boxes that are ticked
    HttpResponse<String> confirm(HttpResponse<String> preview, String... ticked) throws Exception {
        Element form = Jsoup.parse(preview.body()).selectFirst("form[action*=/confirm]");
        assertThat(form).as("a form that confirms, in %s", preview.body()).isNotNull();
        List<String> fields = new ArrayList<>();
        form.select("input[type=hidden]").forEach(i -> fields.add(pair(i.attr("name"), i.val())));
        for (String value : List.of(ticked)) {
            Element box = form.selectFirst("input[type=checkbox][value=%s]".formatted(value));
            fields.add(pair(box.attr("name"), value));
        }
        return server.send(HttpRequest.newBuilder(address.resolve(form.attr("action")))
                .header("Cookie", who.cookies())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", fields))));
    }

    /// What stands in a table of a preview, a line each.
    static List<String> lines(HttpResponse<String> preview, String table) {
        return Jsoup.parse(preview.body())
                .select("#%s tbody tr".formatted(table))
                .eachText();
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static void field(ByteArrayOutputStream body, String name, String value) {
        body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, name, value)
                .getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(Element form, ByteArrayOutputStream body) throws Exception {
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        // The token stands in the address, as it must where a file is sent.
        return server.send(HttpRequest.newBuilder(address.resolve(form.attr("action")))
                .header("Cookie", who.cookies())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private Document get() throws Exception {
        HttpResponse<String> answer = server.send(who.on(HttpRequest.newBuilder(address)));
        assertThat(answer.statusCode()).as("%s", address).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }
}
