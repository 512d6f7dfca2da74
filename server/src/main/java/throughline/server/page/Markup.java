package throughline.server.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.server.chart.Words;
import throughline.text.Text;

/// HTML made by our own code, which a template prints as it is. Nothing else is printed unescaped.
public final class Markup implements Content {

    /// No markup at all.
    public static final Markup NONE = new Markup("");

    private static final Pattern MARKED = Pattern.compile("\\[\\[(.+?)]]", Pattern.DOTALL);

    private final String html;

    private Markup(String html) {
        this.html = html;
    }

    /// Markup from the chart module, which escapes what it is given.
    static Markup drawn(String svg) {
        return svg.isEmpty() ? NONE : new Markup(svg);
    }

    /// A statement whose first phrase between `[[` and `]]` is highlighted; one mark a thought.
    static Markup marked(String statement) {
        Matcher matcher = MARKED.matcher(Words.escaped(statement));
        return new Markup(bare(matcher.replaceFirst("<mark>$1</mark>")));
    }

    /// A statement without marks.
    static Markup unmarked(String statement) {
        return new Markup(bare(Words.escaped(statement)));
    }

    /// A text of ours with markup of its own, such as a link inside a sentence, in the language that is being spoken.
    ///
    /// @param english with its markup and a mark `%s` for each part
    /// @param parts   what fills the marks: text, which is escaped, or markup that a page has made
    public static Markup said(String english, Object... parts) {
        return new Markup(
                Text.say(english, Arrays.stream(parts).map(Markup::written).toArray()));
    }

    private static String written(Object part) {
        return part instanceof Markup markup ? markup.html : Words.escaped(String.valueOf(part));
    }

    /// A stylesheet of our own, to stand between `<style>` tags.
    ///
    /// @throws IllegalArgumentException if it would end the element
    public static Markup style(String css) {
        if (css.contains("</")) {
            throw new IllegalArgumentException("A stylesheet inside a page must not contain </");
        }
        return new Markup(css);
    }

    private static String bare(String text) {
        return Words.kept(text.replace("[[", "").replace("]]", ""));
    }

    @Override
    public boolean isEmptyContent() {
        return html.isEmpty();
    }

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent(html);
    }

    /// The HTML text.
    public String html() {
        return html;
    }
}
