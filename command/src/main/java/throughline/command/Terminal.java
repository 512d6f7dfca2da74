package throughline.command;

import java.io.Console;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where standard output goes.
public final class Terminal {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}&&[^\\t\\n]]|[\\u202A-\\u202E\\u2066-\\u2069]");

    private Terminal() {}

    /// A text from somebody's files without what a terminal would obey rather than show.
    public static String shown(String text) {
        return UNSEEN.matcher(text).replaceAll("\uFFFD");
    }

    /// Whether a person is looking, so that colour and progress make sense.
    public static boolean attached() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /// Whether the locale writes letters beyond ASCII.
    public static boolean unicode(Map<String, String> environment) {
        String locale = environment.getOrDefault(
                "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "UTF-8")));
        return locale.isEmpty()
                || locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
    }

    /// The text in ASCII: signs of ours get a likeness, names keep their letters without accents.
    public static String ascii(String text) {
        String plain = text.replace('◆', '#')
                .replace('○', 'o')
                .replace('◌', '.')
                .replace('━', '=')
                .replace('█', '#')
                .replace('─', '-')
                .replace("→", ">")
                .replace('·', '|')
                .replace('–', '-')
                .replace('−', '-')
                .replace("“", "\"")
                .replace("”", "\"")
                .replace("’", "'")
                .replace('…', '.')
                .replace('\u00a0', ' ');
        return Normalizer.normalize(plain, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^\\x00-\\x7F]", "?");
    }
}
