package throughline.server.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The styles of printed pages in the CSS that a PDF renderer knows: tokens of the stylesheet become their values of
/// the light theme, and charts keep the rules they have on the screen.
final class PrintStyle {

    private static final Pattern TOKEN = Pattern.compile("(--[a-z0-9-]+):\\s*([^;]+);");
    private static final Pattern USE = Pattern.compile("var\\((--[a-z0-9-]+)\\)");
    private static final Pattern THEMES =
            Pattern.compile("light-dark\\(([^,()]+|rgb\\([^)]*\\)), *(?:[^,()]+|rgb\\([^)]*\\))\\)");
    private static final Pattern MIX =
            Pattern.compile("color-mix\\(in srgb, #([0-9a-f]{6}) ([0-9]+)%, #([0-9a-f]{6})\\)");

    /// A rule for what stands in a drawing.
    private static final Pattern DRAWN = Pattern.compile("\\.(?:chart|spark|[fgkpt]-|band-)[^{]*\\{.*}");

    /// What the renderer of drawings takes for a fault.
    private static final Pattern UNKNOWN =
            Pattern.compile("(?<![\\w-])(?:font-variant-numeric|paint-order|overflow|width|height):[^;}]*;? ?");

    private PrintStyle() {}

    /// The rules for the text of a printed page.
    static String sheet() {
        return plain(read("/pack/pack.css"));
    }

    /// The rules for a drawing in it. A halo is left out: it would be drawn over the letters.
    static String drawings() {
        return plain(read("/static/design.css")
                .lines()
                .filter(line -> DRAWN.matcher(line).matches() && !line.contains(".t-halo"))
                .map(line -> UNKNOWN.matcher(line).replaceAll(""))
                .collect(Collectors.joining("\n")));
    }

    private static String plain(String css) {
        Map<String, String> tokens = tokens();
        String text = css;
        while (USE.matcher(text).find()) {
            text = USE.matcher(text).replaceAll(use -> Matcher.quoteReplacement(token(tokens, use.group(1))));
        }
        text = THEMES.matcher(text).replaceAll("$1");
        return MIX.matcher(text).replaceAll(PrintStyle::mixed);
    }

    private static String token(Map<String, String> tokens, String name) {
        String value = tokens.get(name);
        if (value == null) {
            throw new IllegalStateException("The stylesheet has no token " + name);
        }
        return value;
    }

    private static Map<String, String> tokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        TOKEN.matcher(read("/static/design.css")).results().forEach(t -> tokens.putIfAbsent(t.group(1), t.group(2)));
        tokens.put("--sans", "Inter, \"DejaVu Sans\"");
        tokens.put("--serif", "\"Source Serif 4\", \"DejaVu Sans\"");
        return tokens;
    }

    /// One colour with so many in 100 of another.
    private static String mixed(MatchResult mix) {
        int first = Integer.parseInt(mix.group(1), 16);
        int second = Integer.parseInt(mix.group(3), 16);
        double share = Integer.parseInt(mix.group(2)) / 100.0;
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double part = share * (first >> shift & 0xff) + (1 - share) * (second >> shift & 0xff);
            colour |= (int) Math.round(part) << shift;
        }
        return "#%06x".formatted(colour);
    }

    private static String read(String name) {
        try (InputStream in = PrintStyle.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
