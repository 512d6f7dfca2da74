package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EraseCommandTest {

    @TempDir
    private Path folder;

    private static boolean anyFileHas(Path data, String text) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Path imported() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Path data = folder.resolve("data");
        Files.writeString(files.resolve("responses.csv"), """
                response_id,answered_at,customer,csat,verbatim
                r1,2026-01-05T11:00:00Z,CANARY-7,1,my canary words
                r2,2026-01-06T11:00:00Z,C-2,5,quite good
                """);
        assertThat(Calls.call("import", files, "--data", data).status()).isZero();
        return data;
    }

    @Test
    void leaves_no_byte_of_a_customer_in_the_data_folder_not_even_in_the_database() throws Exception {
        Path data = imported();
        Calls.Said nobody = Calls.call("erase", "--customer", "C-9", "--data", data);
        assertThat(nobody.out()).contains("Receipt ").contains("Nobody is known as C-9 here.");
        assertThat(anyFileHas(data, "CANARY-7")).isTrue();
        assertThat(anyFileHas(data.resolve("postgres"), "my canary words")).isTrue();

        Calls.Said erased = Calls.call("erase", "--customer", "CANARY-7", "--data", data);

        assertThat(erased.err()).isEmpty();
        assertThat(erased.out())
                .contains("1 row no longer says whose it is: 1 of responses.")
                .contains("Deleted: 1 text, 1 delivery as it came in, and 0 rejected rows.")
                .contains("Nothing of it is left in any file of " + data)
                .contains("restore --erasures");
        assertThat(anyFileHas(data, "CANARY-7")).isFalse();
        assertThat(anyFileHas(data, "my canary words")).isFalse();
        assertThat(anyFileHas(data, "quite good")).isTrue();
    }

    @Test
    void says_what_it_cannot_erase() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        assertThat(Calls.call("erase", "--data", data).err()).contains("--customer=ID | --before=DATE");
        assertThat(Calls.call("erase", "--customer", " ", "--data", data).err()).contains("Say which customer");
        assertThat(Calls.call("erase", "--before", "2999-01-01", "--data", data).err())
                .contains("2999-01-01 lies in the future. Name the first day that is to stay.");
        assertThat(Calls.call("erase", "--before", "soon", "--data", data).status())
                .isEqualTo(2);
        assertThat(Calls.call("erase", "--customer", "C-1", "--data", folder.resolve("nowhere"))
                        .err())
                .contains("There is no data folder");
    }
}
