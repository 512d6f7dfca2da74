package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.diagnosis.Cause;
import throughline.workspace.OrganisationReader;

/// What is no cause, in files: decoys, kinds of organisation, names of measures, lost values.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DecoyTest {

    private static final Settings PLAIN =
            Settings.of(21).withBlueprint(Blueprint.chain(8)).withSize(240, 3_000);

    @TempDir
    static Path plain;

    @BeforeAll
    static void write() {
        Simulation.of(PLAIN).write(plain);
    }

    @ParameterizedTest
    @EnumSource
    void shows_in_some_file_and_in_no_truth(Decoy decoy, @TempDir Path fooled) throws IOException {
        Simulation.of(PLAIN.with(decoy)).write(fooled);

        Set<String> changed = new HashSet<>();
        try (var files = Files.list(plain)) {
            for (Path file : files.toList()) {
                if (Files.mismatch(file, fooled.resolve(file.getFileName())) >= 0) {
                    changed.add(file.getFileName().toString());
                }
            }
        }
        assertThat(changed).isNotEmpty();
        assertThat(Files.readString(fooled.resolve("truth.json"))).doesNotContain("\"present\"");
    }

    @ParameterizedTest
    @EnumSource
    void makes_a_readable_organisation_of_every_kind(Business business, @TempDir Path folder) throws IOException {
        Simulation.of(PLAIN.withBlueprint(business.blueprint(12)).with(Cause.STORES_ONLY))
                .write(folder);

        var reading = OrganisationReader.read(folder.resolve("organisation.yaml"), "?");
        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.organisation().touchpoints())
                .anyMatch(t -> business.shows(
                        new Blueprint.Point(t.id(), t.title(), "other", String.valueOf(t.department()), "customer")));
        assertThat(WrittenTable.of(folder, "events").values("activity"))
                .contains(business.process().asked(), business.process().ended());
    }

    @Test
    void calls_measures_by_other_names_everywhere_but_in_what_staff_are_asked(@TempDir Path coded) throws IOException {
        Simulation.of(PLAIN.with(Recording.COMPLETE.withDialect(Dialect.CODED))).write(coded);

        assertThat(WrittenTable.of(coded, "responses").columns())
                .contains("Q1", "Q3a")
                .doesNotContain("csat");
        assertThat(WrittenTable.of(coded, "interactions").columns())
                .contains("ASA", "AHT")
                .doesNotContain("wait_s");
        assertThat(WrittenTable.of(coded, "readings").values("measure"))
                .containsExactlyInAnyOrder("FLT01", "AVL01", "RSP01");
        assertThat(WrittenTable.of(coded, "forecasts").values("measure")).containsExactly("Q1");
        assertThat(WrittenTable.of(coded, "steps").values("aimed_at"))
                .contains("Q3a")
                .doesNotContain("empathy");
        assertThat(WrittenTable.of(coded, "pulse").columns()).contains("believes_promise");
        assertThat(Files.readString(coded.resolve("organisation.yaml")))
                .contains("AHT")
                .doesNotContain("handle_s");
    }

    @Test
    void loses_as_many_values_as_asked(@TempDir Path folder) throws IOException {
        Simulation.of(PLAIN.with(Recording.COMPLETE.withDirt(0.3, 0))).write(folder);

        double without = WrittenTable.of(folder, "interactions")
                .share(r -> r.getField("case_id").isEmpty());
        assertThat(without).isBetween(0.29, 0.37);
    }

    @Test
    void knows_nothing_of_a_cause_that_takes_more_time_than_two_months(@TempDir Path folder) {
        Truth truth = Simulation.of(PLAIN.withSize(60, 3_000).with(Cause.TOO_MUCH_AT_ONCE))
                .write(folder);

        assertThat(truth.answer(Cause.TOO_MUCH_AT_ONCE).reason()).matches("Only 5\\d days of steps\\.");
        assertThat(truth.answer(Cause.SALES_FIRST).state()).isEqualTo(Truth.State.UNKNOWN);
    }
}
