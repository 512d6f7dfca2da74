package throughline.command.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Columns that belong together under a name, as written on the command line: `NAME=a,b,c`.
record NamedColumns(String name, List<String> columns) {

    /// Reads them; every column must be one of those known, and in one group only.
    ///
    /// @param option its name, for errors
    static List<NamedColumns> read(Call call, String option, List<String> written, List<String> known) {
        List<NamedColumns> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : written) {
            int sign = text.indexOf('=');
            if (sign < 1 || sign == text.length() - 1) {
                throw call.wrong("%s %s: write a name and its columns, such as service=a,b,c.".formatted(option, text));
            }
            String name = text.substring(0, sign);
            if (!names.add(name)) {
                throw call.wrong("%s: %s is named twice.".formatted(option, name));
            }
            read.add(new NamedColumns(
                    name, Arrays.stream(text.substring(sign + 1).split(",")).toList()));
        }
        List<String> all = read.stream().flatMap(n -> n.columns().stream()).toList();
        for (String column : all) {
            if (!known.contains(column)) {
                throw call.wrong("%s: %s is not among the columns asked for: %s."
                        .formatted(option, column, String.join(", ", known)));
            }
        }
        call.once(all);
        return read;
    }
}
