package throughline.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// What may know what, over all modules left of the server and the server itself.
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("throughline");

    @Test
    void the_servers_packages_form_modules_without_cycles() {
        ApplicationModules.of(Application.class).verify();
    }

    @Test
    void nothing_left_of_the_server_knows_a_framework_or_a_page() {
        noClasses()
                .that()
                .resideOutsideOfPackages("throughline.server..", "gg.jte..", "throughline.command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..", "gg.jte..", "throughline.server..")
                .check(ALL);
    }

    @Test
    void statistics_know_only_numbers() {
        noClasses()
                .that()
                .resideInAPackage("throughline.statistics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "throughline.lake..",
                        "throughline.organisation..",
                        "throughline.diagnosis..",
                        "java.sql..",
                        "java.time..",
                        "java.nio.file..")
                .check(ALL);
    }

    @Test
    void the_lake_knows_no_organisation_and_no_cause() {
        noClasses()
                .that()
                .resideInAPackage("throughline.lake..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "throughline.organisation..",
                        "throughline.workspace..",
                        "throughline.diagnosis..",
                        "throughline.explanation..")
                .check(ALL);
    }

    @Test
    void detectors_know_no_database_and_write_nothing() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "throughline.diagnosis..", "throughline.explanation..", "throughline.organisation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "org.duckdb..", "throughline.lake.duckdb..", "java.nio.file..", "java.io..")
                .check(ALL);
    }

    @Test
    void charts_know_neither_pages_nor_the_web() {
        noClasses()
                .that()
                .resideInAPackage("throughline.server.chart..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "throughline.server.page..",
                        "throughline.server.web..",
                        "throughline.server.diagnose..",
                        "throughline.workspace..",
                        "org.springframework..",
                        "gg.jte..")
                .check(ALL);
    }

    @Test
    void no_time_is_read_but_from_a_clock() {
        for (String type : List.of(
                "LocalDate",
                "LocalDateTime",
                "LocalTime",
                "Instant",
                "ZonedDateTime",
                "OffsetDateTime",
                "YearMonth",
                "Year")) {
            noClasses().should().callMethod("java.time." + type, "now").check(ALL);
            noClasses()
                    .should()
                    .callMethod("java.time." + type, "now", ZoneId.class.getName())
                    .check(ALL);
        }
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(ALL);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ThroughlineServer.class.getName())
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(ALL);
    }

    @Test
    void no_public_method_of_the_server_takes_a_bare_yes_or_no() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("throughline.server..")
                .and()
                .areDeclaredInClassesThat()
                .areNotRecords()
                .should()
                .notHaveRawParameterTypes(boolean.class)
                .check(ALL);
    }
}
