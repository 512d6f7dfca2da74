package throughline.server.chart;

import throughline.diagnosis.Figure;

/// Names of the colours of stacked shares.
public final class SharesLegend {

    private SharesLegend() {}

    /// The legend of a figure that needs one, else an empty text.
    public static String of(Figure figure) {
        if (!(figure instanceof Figure.Shares shares)) {
            return "";
        }
        var legend = new StringBuilder("<p class=\"legend\">");
        int parts = shares.parts().size();
        for (int i = 0; i < parts; i++) {
            legend.append("<span><svg viewBox=\"0 0 18 12\" aria-hidden=\"true\"><rect class=\"")
                    .append(SharesChart.fill(i, parts))
                    .append("\" width=\"18\" height=\"12\" rx=\"2\"/></svg>")
                    .append(Words.escaped(shares.parts().get(i)))
                    .append("</span>");
        }
        return legend.append("</p>").toString();
    }
}
