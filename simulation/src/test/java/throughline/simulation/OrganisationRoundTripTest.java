package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.organisation.Organisation;
import throughline.workspace.OrganisationReader;
import throughline.workspace.OrganisationWriter;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrganisationRoundTripTest {

    @TempDir
    Path folder;

    static Stream<Settings> organisations() {
        return Stream.concat(
                Stream.of(DemoOrganisation.settings(LocalDate.of(2026, 4, 14))),
                LongStream.range(0, 40).mapToObj(Settings::of));
    }

    @ParameterizedTest
    @MethodSource("organisations")
    void a_simulated_record_is_the_same_after_it_was_written_anew(Settings settings) throws IOException {
        new OrganisationFile(World.of(settings)).write(folder);
        Path file = folder.resolve(OrganisationReader.FILE);

        OrganisationReader.Reading first = OrganisationReader.read(file, "");
        String text = OrganisationWriter.write(first.organisation());
        Organisation again = OrganisationReader.read(text, "").organisation();

        assertThat(first.organisation().touchpoints()).isNotEmpty();
        assertThat(again).isEqualTo(first.organisation());
        assertThat(OrganisationWriter.write(again)).isEqualTo(text);
    }
}
