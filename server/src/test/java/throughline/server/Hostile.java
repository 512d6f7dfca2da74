package throughline.server;

import java.util.List;

/// Names that try to leave the place they are written to.
final class Hostile {

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

    private Hostile() {}
}
