package throughline.command.analyse;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Kinds of chart as they are written on the command line, with a hyphen.
final class KindConverter implements ITypeConverter<ChartMethod.Kind> {

    @Override
    public ChartMethod.Kind convert(String text) {
        return Arrays.stream(ChartMethod.Kind.values())
                .filter(kind -> name(kind).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no chart %s; there are %s"
                        .formatted(
                                text,
                                Arrays.stream(ChartMethod.Kind.values())
                                        .map(KindConverter::name)
                                        .collect(Collectors.joining(", ")))));
    }

    static String name(ChartMethod.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
