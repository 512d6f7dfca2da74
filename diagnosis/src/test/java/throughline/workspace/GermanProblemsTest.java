package throughline.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.organisation.Organisation;
import throughline.text.Language;

/// Who speaks German reads in German what is wrong with files and what changed on record, also where other threads
/// read the files.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GermanProblemsTest {

    @TempDir
    Path folder;

    @Test
    void rows_that_cannot_be_used_are_explained_in_german() throws IOException {
        Files.writeString(folder.resolve("interactions.csv"), """
                interaction_id,started_at,wait_s,resolved
                i1,2026-02-30,5,true
                i2,2026-01-01,"1,200",true
                ,2026-01-01,5,true
                i4,2026-01-01,5,maybe
                i5,2026-01-01
                """ + "i6,2026-01-01,8,1\n".repeat(20));

        List<String> reasons = Language.GERMAN.speak(() -> {
            try (Workspace workspace = WorkspaceReader.read(folder, Progress.NONE)) {
                return workspace.rejects().stream().map(Reject::reason).toList();
            }
        });

        assertThat(reasons)
                .containsExactly(
                        "started_at: eine Zeit wie 2026-03-02T09:14:05+01:00 oder ein Datum wurde erwartet,"
                                + " nicht „2026-02-30“; einen solchen Tag gibt es nicht.",
                        "wait_s: eine Zahl wurde erwartet, nicht „1,200“;"
                                + " schreiben Sie sie ohne Tausenderzeichen, als 1200.",
                        "In der Zeile fehlt interaction_id, was da sein muss.",
                        "resolved: true oder false wurde erwartet, nicht „maybe“.",
                        "Die Zeile hat 2 Zellen, die Kopfzeile hat 4.");
    }

    @Test
    void reasons_that_differ_in_their_values_are_counted_together() {
        var reasons = new RejectReasons();
        reasons.accept(new Reject("pulse.csv", 2, "proud", "proud: eine Zahl wurde erwartet, nicht „gut“.", ""));
        reasons.accept(new Reject("pulse.csv", 5, "proud", "proud: eine Zahl wurde erwartet, nicht „sehr“.", ""));

        assertThat(Language.GERMAN.speak(reasons::lines))
                .containsExactly(
                        "  pulse.csv Zeile 2, und 1 weitere Zeile: proud: eine Zahl wurde erwartet, nicht „gut“.");
    }

    @Test
    void a_change_on_record_keeps_the_capitals_of_nouns() throws IOException {
        Organisation before = organisation("touchpoints: [{id: phone, name: Telefon, department: Innendienst}]");
        Organisation after = organisation("touchpoints: [{id: phone, name: Telefon, department: Service}]");

        assertThat(Language.GERMAN.speak(() -> OrganisationDiff.sentences(before, after)))
                .containsExactly("Telefon: Abteilung ist Service statt Innendienst.");
        assertThat(OrganisationDiff.sentences(before, after))
                .containsExactly("Telefon: department is Service instead of Innendienst.");
    }

    private Organisation organisation(String entries) throws IOException {
        Path file = folder.resolve("organisation.yaml");
        Files.writeString(file, "throughline: 1\nname: Northgate\n" + entries + "\n");
        return OrganisationReader.read(file, "Northgate").organisation();
    }
}
