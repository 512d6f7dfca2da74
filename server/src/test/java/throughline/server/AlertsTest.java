package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Period;
import throughline.server.accounts.Role;
import throughline.server.alerts.Alert;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.Alert.Kind;
import throughline.server.alerts.Alerts;
import throughline.server.alerts.Alerts.Told;
import throughline.server.alerts.Reader;
import throughline.server.chart.Words;
import throughline.server.intake.Tokens;
import throughline.server.platform.Database;
import throughline.server.web.AlertMail;
import throughline.server.web.AlertWatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From files to a sentence that somebody is told: a step that had stuck slips, a decision works against what was said,
/// and readings stop coming.
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertsTest {

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static LocalDate today;
    private static GreenMail smtp;
    private static OpenServer server;
    private static SignedIn analyst;
    private static SignedIn administrator;
    private static SignedIn east;
    private static SignedIn north;

    @BeforeAll
    static void open() throws Exception {
        today = LocalDate.now(ZoneId.systemDefault());
        FourStations.write(files, today);
        Files.writeString(
                files.resolve("announcements.csv"),
                "announcement_id,at,unit,audience,theme,text\n"
                        + """
                        a1,%s,,everybody,service,We have time for you
                        a2,%s,,everybody,service,We are there
                        a3,%s,,everybody,service,We answer at once
                        a4,%s,east,everybody,service,Nobody waits
                        """.formatted(
                                today.minusDays(30), today.minusDays(27), today.minusDays(26), today.minusDays(25)));
        Files.writeString(
                files.resolve("decisions.csv"),
                "decision_id,at,unit,kind,direction,size,text\nd1,%s,east,staffing,worsens,-0.2,Two posts fewer at the desk\n"
                        .formatted(today.minusDays(20)));
        var readings = new StringBuilder("at,measure,value,unit\n");
        for (int ago = 450; ago >= 120; ago -= 7) {
            readings.append("%s,lift-uptime,0.98,east%n".formatted(today.minusDays(ago)));
        }
        Files.writeString(files.resolve("readings.csv"), readings);
        smtp = new GreenMail(ServerSetup.SMTP.dynamicPort());
        smtp.start();
        server = OpenServer.reading(
                files,
                data,
                Map.of(
                        "throughline.mail.host", "127.0.0.1",
                        "throughline.mail.port", smtp.getSmtp().getPort(),
                        "throughline.mail.security", "none",
                        "throughline.accounts.public-address", "http://service.northgate.example"));
        analyst = server.signIn(Role.ANALYST, null);
        administrator = server.signIn(Role.ADMINISTRATOR, null);
        east = server.signIn(Role.UNIT_LEADER, "east");
        north = server.signIn(Role.UNIT_LEADER, "north");
        watch().look(today);
    }

    @AfterAll
    static void close() {
        server.close();
        smtp.stop();
    }

    private static AlertWatch watch() {
        return server.bean(AlertWatch.class);
    }

    private static Alerts alerts() {
        return server.bean(Alerts.class);
    }

    private static List<Told> told(SignedIn who) {
        return alerts().told(Reader.of(who.who()));
    }

    private static String id(SignedIn who, Kind kind) {
        return told(who).stream()
                .map(Told::alert)
                .filter(a -> a.finding().kind() == kind)
                .map(a -> a.id().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(1)
    void say_what_happened_since_when_how_often_that_is_wrong_and_what_to_do() throws Exception {
        Document page = server.page(analyst, "/alerts");

        assertThat(page.select("h1").text()).isEqualTo("3 new alerts");
        String relapse = page.select("main li:contains(Slipping back)").text();
        assertThat(relapse)
                .contains(
                        "The step “Show the true time” (East station) had stuck and is slipping back since the week to")
                .contains("Satisfaction had gone from")
                .contains("About once in 16 years without cause, for a step that goes on holding.")
                .contains("Next: Find out what changed there");
        assertThat(page.select("main li:contains(Slipping back) a").attr("href"))
                .matches("/step\\?period=%s\\.\\.%s&id=e1".formatted("\\d{4}-\\d\\d-\\d\\d", today.minusDays(1)));
        assertThat(page.select("main li:contains(Word and deed)").text())
                .contains(
                        "A decision of %s for East station works against 4 things said or promised: “Nobody waits”, said to East station on %s; “We answer at once”, said to everybody on %s; and 2 more. The decision: “Two posts fewer at the desk”."
                                .formatted(
                                        Words.date(today.minusDays(20)),
                                        Words.date(today.minusDays(25)),
                                        Words.date(today.minusDays(26))))
                .contains("None by chance: both stand on record.");
        assertThat(page.select("main li:contains(Data late)").text())
                .contains(
                        "The newest rows of readings are of the week of",
                        "longer than this table’s own rhythm allows (62 days)")
                .containsPattern("No such gap in 1[12] months on record\\.");
        for (String href : page.select("main li a").eachAttr("href")) {
            assertThat(server.get(analyst, href).statusCode()).as(href).isEqualTo(200);
        }
        assertThat(page.select("header.bar > a[href=/alerts]").attr("aria-label"))
                .isEqualTo("New alerts: 3");
        assertThat(page.select(".side a[href=/alerts] .n").text()).isEqualTo("3");
    }

    @Test
    @Order(2)
    void are_raised_once_however_often_it_is_looked() {
        Alert before = late();
        watch().look(today.plusDays(1));
        watch().look(today.plusDays(2));

        assertThat(told(analyst)).hasSize(3);
        assertThat(late().id()).isEqualTo(before.id());
        assertThat(late().finding().what())
                .as("days go by")
                .isNotEqualTo(before.finding().what());
    }

    private static Alert late() {
        return told(analyst).stream()
                .map(Told::alert)
                .filter(a -> a.finding().kind() == Kind.DATA_LATE)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(3)
    void tell_a_leader_of_their_own_unit_only() throws Exception {
        Document own = server.page(east, "/alerts");
        assertThat(own.select("main li .tag").eachText()).containsExactlyInAnyOrder("Slipping back", "Word and deed");
        assertThat(own.select("main li a").eachAttr("href")).allMatch(h -> h.contains("part=east"));

        Document other = server.page(north, "/alerts");
        assertThat(other.select("h1").text()).isEqualTo("Nothing new");
        assertThat(other.select("main").text()).doesNotContain("East", "desk", "readings");
        assertThat(other.select("header.bar > a[href=/alerts]")).isEmpty();
        server.post(north, "/alerts/seen", Map.of("id", id(east, Kind.RELAPSE)));
        server.post(north, "/alerts/mute", Map.of("id", id(analyst, Kind.RELAPSE)));
        assertThat(told(east)).allMatch(Told::fresh);
    }

    @Test
    @Order(4)
    void are_marked_as_seen_and_muted_by_each_person_for_themselves() throws Exception {
        assertThat(server.post(analyst, "/alerts/seen", Map.of("id", id(analyst, Kind.RELAPSE)))
                        .statusCode())
                .isEqualTo(303);
        server.post(analyst, "/alerts/mute", Map.of("id", id(analyst, Kind.DATA_LATE)));

        Document page = server.page(analyst, "/alerts");
        assertThat(page.select("h1").text()).isEqualTo("1 new alert");
        assertThat(page.select("section:has(#known-head) li .tag").eachText())
                .containsExactlyInAnyOrder("Slipping back", "Data late", "Muted");
        assertThat(server.page(administrator, "/alerts").select("h1").text()).isEqualTo("3 new alerts");

        server.post(analyst, "/alerts/unmute", Map.of("id", id(analyst, Kind.DATA_LATE)));
        assertThat(server.page(analyst, "/alerts").select("h1").text()).isEqualTo("2 new alerts");
        server.post(analyst, "/alerts/seen", Map.of());
        assertThat(server.page(analyst, "/alerts").select("h1").text()).isEqualTo("Nothing new");
    }

    @Test
    @Order(5)
    void are_told_to_programs_with_the_same_rights() throws Exception {
        JsonNode all = JsonMapper.shared()
                .readTree(server.get(analyst, Alerts.ADDRESS).body())
                .get("alerts");
        assertThat(all).hasSize(3);
        assertThat(all.get(0).propertyNames())
                .containsExactly(
                        "id",
                        "kind",
                        "unit",
                        "subject",
                        "since",
                        "raised_at",
                        "ended_at",
                        "what",
                        "false_alarms",
                        "next",
                        "evidence");
        assertThat(all.findValuesAsString("kind")).containsExactlyInAnyOrder("relapse", "word-and-deed", "data-late");
        assertThat(all.findValuesAsString("evidence")).allMatch(e -> e.startsWith("http://service.northgate.example/"));
        assertThat(JsonMapper.shared()
                        .readTree(server.get(north, Alerts.ADDRESS).body())
                        .get("alerts"))
                .isEmpty();

        Tokens tokens = server.bean(Tokens.class);
        assertThat(asked(tokens.create("till")).statusCode()).isEqualTo(403);
        assertThat(asked(tokens.createForRecord("planning")).body()).contains("This token does not read alerts.");
        String robot = tokens.createForAlerts("robot");
        assertThat(asked(robot).body()).contains("\"relapse\"");
        for (String other : List.of("/api/v1/organisation", "/api/v1/batches/1")) {
            assertThat(server.send(HttpRequest.newBuilder(server.address(other))
                                    .header("Authorization", "Bearer " + robot))
                            .body())
                    .as(other)
                    .contains("This token reads alerts only.");
        }
        assertThat(asked("tl_nobodys").statusCode()).isEqualTo(401);
        assertThat(server.send(HttpRequest.newBuilder(server.address(Alerts.ADDRESS)))
                        .statusCode())
                .isEqualTo(401);
    }

    private static HttpResponse<String> asked(String token) throws Exception {
        return server.send(
                HttpRequest.newBuilder(server.address(Alerts.ADDRESS)).header("Authorization", "Bearer " + token));
    }

    @Test
    @Order(6)
    void come_by_e_mail_to_who_asked_for_them_and_only_when_something_is_new() throws Exception {
        LocalDate monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        assertThat(server.page(analyst, "/alerts")
                        .select("#rhythm option[selected]")
                        .text())
                .isEqualTo("Not at all");
        server.post(analyst, "/alerts/digest", Map.of("rhythm", "weekly"));
        assertThat(server.page(analyst, "/alerts")
                        .select("#rhythm option[selected]")
                        .text())
                .isEqualTo("Each Monday");

        send(monday);
        assertThat(smtp.getReceivedMessages()).as("nothing was raised since").isEmpty();

        settle(diagnosis(0, false), withHeld("e2"));
        send(monday.plusDays(6));
        assertThat(smtp.getReceivedMessages()).as("it is not Monday again").isEmpty();
        send(monday.plusDays(7));
        send(monday.plusDays(14));
        MimeMessage[] mails = smtp.getReceivedMessages();
        assertThat(mails).hasSize(1);
        assertThat(mails[0].getSubject()).isEqualTo("1 new alert: Slipping back");
        List<String> parts = new ArrayList<>();
        texts((MimeMultipart) mails[0].getContent(), parts);
        assertThat(parts).hasSize(2);
        assertThat(parts.getFirst())
                .contains("Slipping back. Step <e2> slips.", "False alarms: Seldom.", "Next: Look.")
                .contains("http://service.northgate.example/step?period=", "http://service.northgate.example/alerts");
        assertThat(parts.getLast()).contains("<p>Step &lt;e2&gt; slips.</p>");

        server.post(analyst, "/alerts/digest", Map.of("rhythm", "none"));
        settle(diagnosis(0, false), withHeld("e3"));
        send(monday.plusDays(21));
        assertThat(smtp.getReceivedMessages()).hasSize(1);
    }

    private static void texts(MimeMultipart parts, List<String> texts) throws Exception {
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).getContent() instanceof MimeMultipart inner) {
                texts(inner, texts);
            } else {
                texts.add(parts.getBodyPart(i).getContent().toString());
            }
        }
    }

    private static void send(LocalDate day) {
        server.bean(AlertMail.class).send(day);
    }

    /// What stands, and a step that slips besides.
    private static List<Finding> withHeld(String step) {
        var found = new ArrayList<>(told(administrator).stream()
                .filter(t -> t.alert().endedAt().isEmpty())
                .map(t -> t.alert().finding())
                .toList());
        found.add(new Finding(Kind.RELAPSE, step, today, "Step <%s> slips.".formatted(step), "Seldom.", "Look."));
        return found;
    }

    private static void settle(Diagnosis diagnosis, List<Finding> found) {
        alerts().settle("", diagnosis, found);
    }

    /// A diagnosis of a part that has only verdicts.
    ///
    /// @param later days after the first one
    private static Diagnosis diagnosis(int later, boolean earlier) {
        var examination = SmallWorld.named("Northgate").examination();
        Period period = examination.diagnosis().period();
        return new Diagnosis(
                new Period(period.from().plusDays(later), period.to().plusDays(later)),
                (earlier ? examination.before().orElseThrow() : examination.diagnosis()).verdicts());
    }

    @Test
    @Order(7)
    void tell_of_a_verdict_that_has_changed_once_it_is_a_week_of_data_apart() {
        SignedIn south = server.signIn(Role.UNIT_LEADER, "south");
        settleSouth(0, true);
        settleSouth(3, false);
        assertThat(verdicts(south)).as("it may swing back").isEmpty();
        settleSouth(4, true);
        settleSouth(10, false);
        assertThat(verdicts(south)).isEmpty();
        settleSouth(11, false);

        List<Told> changed = verdicts(south);
        assertThat(changed).isNotEmpty();
        assertThat(changed.stream().map(t -> t.alert().finding().what()))
                .anyMatch(w -> w.matches(
                        "“.*” \\(cause .*\\) is now present; it was (absent|open for want of evidence)\\. .*"));
        assertThat(changed.stream().map(t -> t.alert().finding().chance()))
                .anyMatch(c ->
                        c.startsWith("Not measured for changes. Of single verdicts: 697 causes were called present"));

        settleSouth(12, false);
        assertThat(verdicts(south)).hasSameSizeAs(changed);
        settleSouth(19, true);
        assertThat(verdicts(south).stream().filter(t -> t.alert().endedAt().isEmpty()))
                .as("each takes the place of the one before")
                .hasSameSizeAs(changed);
    }

    private static void settleSouth(int later, boolean earlier) {
        alerts().settle("south", diagnosis(later, earlier), List.of());
    }

    private static List<Told> verdicts(SignedIn who) {
        return told(who).stream()
                .filter(t -> t.alert().finding().kind() == Kind.VERDICT)
                .toList();
    }

    @Test
    @Order(8)
    void start_anew_where_the_data_end_earlier_than_they_did() {
        SignedIn west = server.signIn(Role.UNIT_LEADER, "west");
        alerts().settle("west", diagnosis(19, true), List.of());
        alerts().settle("west", diagnosis(5, false), List.of());
        assertThat(verdicts(west)).as("rows were taken back").isEmpty();

        alerts().settle("west", diagnosis(12, true), List.of());
        assertThat(verdicts(west)).as("a week after what is known now").isNotEmpty();
    }

    @Test
    @Order(9)
    void of_a_part_that_cannot_be_looked_at_keep_no_other_from_it() {
        JdbcClient sql = JdbcClient.create(server.bean(Database.class).dataSource());
        sql.sql("delete from verdict_known where part in ('east', 'north')").update();
        sql.sql("alter table verdict_known add constraint refused check (part <> 'east')")
                .update();

        watch().look(today.plusDays(3));

        assertThat(sql.sql("select distinct part from verdict_known where part in ('east', 'north')")
                        .query(String.class)
                        .list())
                .containsExactly("north");
    }
}
