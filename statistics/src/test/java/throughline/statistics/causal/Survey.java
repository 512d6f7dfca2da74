package throughline.statistics.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.causal.CausalGraph.Edge;
import throughline.statistics.causal.CausalGraph.Kind;

/// A survey of the data beside the repository, and the graphs that other software draws of it.
record Survey(String id, List<String> names, Tiers tiers, Moments data) {

    /// The European customer satisfaction index: means of the items of each block.
    static Survey index() {
        return of(
                "ecsi_means",
                "ecsi_mobi/mobi.csv",
                "image=IMAG1,IMAG2,IMAG3,IMAG4,IMAG5 expectation=CUEX1,CUEX2,CUEX3"
                        + " quality=PERQ1,PERQ2,PERQ3,PERQ4,PERQ5,PERQ6,PERQ7 value=PERV1,PERV2"
                        + " satisfaction=CUSA1,CUSA2,CUSA3 complaints=CUSCO loyalty=CUSL1,CUSL2,CUSL3",
                0,
                1,
                2,
                2,
                3,
                4,
                4);
    }

    /// The five dimensions of SERVQUAL, by their items, and satisfaction.
    static Survey servqual() {
        return of(
                "sq_dims",
                "service_quality_sq/sq.csv",
                "tangibles=a01,a02,a03,a04 reliability=a05,a06,a07,a08,a09 responsiveness=a10,a11,a12,a13"
                        + " assurance=a14,a15,a16,a17 empathy=a18,a19,a20,a21,a22 satisfaction=sat",
                0,
                1,
                1,
                1,
                1,
                2);
    }

    /// Passengers of an airport.
    static Survey airport() {
        return of(
                "sfo2017",
                "sfo_airport_survey/ref_input_2017.csv",
                "q7_sign=q7_sign q7_walkways=q7_walkways q7_screens=q7_screens q9_boarding=q9_boarding"
                        + " q9_restroom=q9_restroom q10_safe=q10_safe q14_find_way=q14_find_way"
                        + " q14_security=q14_security q7_all=q7_all netpro=netpro",
                0,
                0,
                0,
                0,
                0,
                1,
                1,
                1,
                2,
                3);
    }

    /// Customers of a directory.
    static Survey directory() {
        return of(
                "yellow_pages",
                "yellow_pages_satisfaction/customerSat.csv",
                "q1=q1 q2=q2 q3=q3 q4=q4 q5=q5 q6=q6 q7=q7 q8=q8 q9=q9 q10=q10",
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private static Survey of(String id, String file, String means, int... tiers) {
        List<String> lines = Facts.shared(file);
        List<String> header = List.of(lines.getFirst().replace("\"", "").split(",", -1));
        var names = new ArrayList<String>();
        var columns = new ArrayList<int[]>();
        for (String mean : means.split(" ", -1)) {
            names.add(mean.substring(0, mean.indexOf('=')));
            columns.add(Arrays.stream(mean.substring(mean.indexOf('=') + 1).split(",", -1))
                    .mapToInt(header::indexOf)
                    .toArray());
        }
        var moments = new Moments.Builder(names.size());
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.replace("\"", "").split(",", -1);
            double[] row = columns.stream()
                    .mapToDouble(of -> Arrays.stream(of)
                            .mapToDouble(c -> cells[c].matches("-?[0-9.]+") ? Double.parseDouble(cells[c]) : Double.NaN)
                            .average()
                            .orElseThrow())
                    .toArray();
            if (Arrays.stream(row).allMatch(Double::isFinite)) {
                moments.add(row);
            }
        }
        return new Survey(id, names, Tiers.of(tiers), moments.build());
    }

    /// Edges from how the references write them.
    List<Edge> parse(List<String> texts) {
        return texts.stream()
                .map(t -> {
                    String[] parts = t.split(" ", -1);
                    return new Edge(
                            names.indexOf(parts[0]),
                            names.indexOf(parts[2]),
                            parts[1].equals("-->") ? Kind.DIRECTED : Kind.UNDIRECTED);
                })
                .toList();
    }

    /// The edges under a key of a set of the reference file.
    static List<String> edges(String reference, String set, String key) {
        int at = reference.indexOf("\"" + key + "\"", reference.indexOf("\"" + set + "\": {\"n\""));
        Matcher quoted = Pattern.compile("\"([^\"]+ -[->-]+ [^\"]+)\"")
                .matcher(reference.substring(at, reference.indexOf("]", at)));
        return quoted.results().map(r -> r.group(1)).sorted().toList();
    }
}
