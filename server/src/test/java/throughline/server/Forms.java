package throughline.server;

import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Document;

/// What a browser sends of a form.
final class Forms {

    private Forms() {}

    /// A form as it stands on its page, with what is typed into it.
    static Map<String, String> filled(Document form, String... typed) {
        var fields = new HashMap<String, String>();
        form.select("form.narrow input[name], form.narrow textarea[name]")
                .forEach(i -> fields.put(i.attr("name"), i.val()));
        form.select("form.narrow select")
                .forEach(s -> fields.put(
                        s.attr("name"),
                        s.select("option[selected]").isEmpty()
                                ? s.select("option").first().val()
                                : s.select("option[selected]").val()));
        for (int i = 0; i < typed.length; i += 2) {
            fields.put(typed[i], typed[i + 1]);
        }
        return fields;
    }
}
