package throughline.server;

import java.util.List;
import java.util.stream.Stream;

/// Names that try to leave the place they are written to.
public final class Hostile {

    static final List<String> NAMES = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "'><svg/onload=alert(1)>",
            "</title><script>alert(1)</script>",
            "</style><script>alert(1)</script>",
            "</text></svg><script>alert(1)</script>",
            "]]><script>alert(1)</script>",
            "[[<b>marked</b>]]",
            "<!--<script>",
            "-->",
            "javascript:alert(1)",
            "${7*7}",
            "#{7*7}",
            "@if(true)x@endif",
            "{{7*7}}",
            "&lt;script&gt;",
            "&#60;script&#62;",
            "\u0000null",
            "\u202Egnp.exe",
            "a\"b'c<d>e&f",
            "=cmd|' /C calc'!A0",
            "\uFEFFbom",
            "\uD83D\uDE00 smile",
            "line\nbreak\ttab",
            "`${alert(1)}`",
            "\\u003cscript\\u003e",
            "<iframe srcdoc='<script>alert(1)</script>'>",
            "<a href=javascript:alert(1)>x</a>",
            "x\" style=\"position:fixed",
            "x' onmouseover='alert(1)",
            "%3Cscript%3E",
            "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">");

    /// What ends the text, attribute, comment or element that a name may stand in.
    private static final List<String> ENDS = List.of(
            "", "\"", "'", "\">", "'>", "-->", "]]>", "</td>", "</title>", "</style>", "</textarea>", "</text></svg>");

    /// What would then run, load, or lead away.
    private static final List<String> ACTS = List.of(
            "<script>window.hit=1</script>",
            "<img src=x onerror=window.hit=1>",
            "<svg onload=window.hit=1>",
            "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
            "<details open ontoggle=window.hit=1>",
            "<input autofocus onfocus=window.hit=1>",
            "<base href=//elsewhere.invalid/>",
            "<meta http-equiv=refresh content='0;url=//elsewhere.invalid'>",
            "<style>*{display:none}</style>",
            "<object data='javascript:window.hit=1'></object>",
            "<a href='javascript:window.hit=1'>x</a>",
            "<math><mtext onclick=window.hit=1>",
            " onmouseover=window.hit=1 x=",
            " style=position:fixed;inset:0 x=",
            "<form action=//elsewhere.invalid><button>");

    /// What a spreadsheet would take for a formula.
    private static final List<String> FORMULAS =
            List.of("=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"//x\")", "＝1+1");

    /// More than 200 names that can be written to a file: each end before each act, the formulas, and [#NAMES].
    public static List<String> payloads() {
        return Stream.of(
                        ENDS.stream().flatMap(end -> ACTS.stream().map(act -> end + act)),
                        FORMULAS.stream(),
                        NAMES.stream().filter(name -> name.chars().noneMatch(c -> c < ' ' || c == '\uFEFF')))
                .flatMap(names -> names)
                .toList();
    }

    private Hostile() {}
}
