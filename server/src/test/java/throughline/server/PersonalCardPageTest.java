package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Role;
import throughline.server.intake.Tokens;

/// Who sees the card of whom, on [EightStations]: the person, and who leads the person directly.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PersonalCardPageTest {

    @TempDir
    private static Path files;

    @TempDir
    private static Path data;

    private static OpenServer server;

    private static final Map<String, SignedIn> WHO = new HashMap<>();

    @BeforeAll
    static void open() throws Exception {
        EightStations.write(files);
        server = OpenServer.reading(files, data);
        sign("kim", Role.AGENT, "w-01", "p-kim");
        sign("lea", Role.UNIT_LEADER, "w-01", "p-lea");
        sign("max", Role.UNIT_LEADER, "west", "p-max");
        sign("lou", Role.AGENT, "w-02", "p-lou");
        sign("gil", Role.AGENT, "west", "p-gil");
        sign("nia", Role.AUDITOR, null, "p-new");
        sign("board owner", Role.BOARD_OWNER, null, "p-ada");
        sign("analyst", Role.ANALYST, null, null);
        sign("administrator", Role.ADMINISTRATOR, null, null);
    }

    private static void sign(String name, Role role, @Nullable String unit, @Nullable String person) {
        SignedIn who = server.signIn(role, unit);
        if (person != null) {
            server.bean(Accounts.class).setPerson("tests", who.who().id(), person);
        }
        WHO.put(name, who);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void shows_people_their_own_figures_beside_those_of_the_same_work() throws Exception {
        Document card = page("kim", "/frontline/card");

        assertThat(card.select("h1").text()).isEqualTo("Your card, both sides of the job");
        assertThat(card.select(".kick").text()).startsWith("Station 1, 120 contacts");
        assertThat(card.select(".lede").text())
                .isEqualTo(
                        "You and who is on record as your manager see this card; nobody else does, and nobody is ranked.");
        assertThat(card.select(".bm").first().text())
                .contains("Resolved in one contact others with the same work ", "counts 20 %")
                .contains("With the same work others would have ", "Likely ", "from 120 contacts.");
        assertThat(card.select("main").text()).doesNotContain("Rank", "Jo Jansen", "p-jo");
    }

    @Test
    void shows_leaders_the_cards_of_those_they_lead_directly_and_lists_them_by_name_alone() throws Exception {
        Document front = page("lea", "/frontline");

        assertThat(front.select("section[aria-labelledby=cards] li").eachText())
                .containsExactly("Jo Jansen", "Kim Keane", "Nia New");
        assertThat(page(
                                "lea",
                                front.select("section[aria-labelledby=cards] li a")
                                        .get(1)
                                        .attr("href"))
                        .select("h1")
                        .text())
                .isEqualTo("The card of Kim Keane");
    }

    @Test
    void opens_nobody_who_has_left_to_a_leader_who_looks_at_a_month_when_they_were_there() throws Exception {
        assertThat(get("lea", "/frontline/card?person=p-gil&period=2026-08").statusCode())
                .isEqualTo(404);
        assertThat(get("lea", "/frontline/card?person=p-kim&period=2026-08").statusCode())
                .isEqualTo(200);
        assertThat(page("lea", "/frontline?period=2026-08")
                        .select("section[aria-labelledby=cards] li")
                        .eachText())
                .doesNotContain("Gil Gone")
                .contains("Kim Keane");
    }

    @ParameterizedTest
    @CsvSource({
        "kim, p-kim, 200",
        "kim, p-jo, 404",
        "kim, p-lea, 404",
        "lea, p-kim, 200",
        "lea, p-jo, 200",
        "lea, p-lea, 200",
        "lea, p-lou, 404",
        "lea, p-gil, 404",
        "lea, p-max, 404",
        "max, p-lea, 200",
        "max, p-kim, 404",
        "max, p-lou, 200",
        "lou, p-kim, 404",
        "gil, p-gil, 200",
        "board owner, p-kim, 404",
        "board owner, p-max, 200",
        "analyst, p-kim, 404",
        "administrator, p-kim, 404",
        "nia, p-kim, 404",
        "nia, p-new, 200"
    })
    void is_for_the_person_and_the_direct_leader_whatever_the_role(String who, String whose, int status)
            throws Exception {
        assertThat(get(who, "/frontline/card?person=" + whose).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kim", "lou", "max", "board owner", "analyst", "administrator", "nia"})
    void tells_nobody_whether_there_is_a_card_they_may_not_see(String who) throws Exception {
        String there = page(who, "/frontline/card?person=p-jo").text();
        String not = page(who, "/frontline/card?person=p-nobody").text();

        assertThat(there).isEqualTo(not);
        assertThat(there).contains("No card of that name is open to you.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/frontline/card?person=p-nobody&person=p-kim",
                "/frontline/card?person=p-lou&person=p-kim",
                "/frontline/card?person=P-KIM",
                "/frontline/card?person=p-kim%20",
                "/frontline/card?person=p-kim%00",
                "/frontline/card?person=p-kim&part=w-01",
                "/frontline/card?person=p-kim&part=w-02",
                "/frontline/card/?person=p-kim",
                "/frontline/card/p-kim",
                "/frontline/card.json?person=p-kim",
                "/frontline/p-kim",
                "/frontline//card?person=p-kim",
                "/frontline/./card?person=p-kim",
                "/api/v1/frontline/card?person=p-kim",
                "/api/frontline/card?person=p-kim"
            })
    void cannot_be_had_by_guessing_addresses(String path) throws Exception {
        for (String who : List.of("lou", "analyst")) {
            HttpResponse<String> answer = get(who, path);

            assertThat(answer.statusCode()).as("%s asks for %s", who, path).isBetween(400, 404);
            assertThat(answer.body()).doesNotContain("Kim Keane", "120 contacts", "both sides of the job");
        }
    }

    @Test
    void is_not_for_programs_nor_for_who_is_not_signed_in() throws Exception {
        String token = server.bean(Tokens.class).create("till");
        var request = HttpRequest.newBuilder(server.address("/frontline/card?person=p-kim"));

        assertThat(server.send(request.copy().header("Authorization", "Bearer " + token))
                        .body())
                .doesNotContain("both sides of the job");
        assertThat(server.send(request).body()).doesNotContain("both sides of the job");
    }

    @Test
    void shows_no_figure_of_under_60_contacts() throws Exception {
        Document card = page("nia", "/frontline/card");

        assertThat(card.select(".bm b").eachText()).containsOnly("–");
        assertThat(card.select(".bm").first().text()).contains("1 of the 60 contacts needed");
    }

    @Test
    void says_so_where_it_is_not_known_who_somebody_is_on_record() throws Exception {
        assertThat(page("analyst", "/frontline/card").select("h1").text())
                .isEqualTo("It is not known who you are on record");
        assertThat(page("analyst", "/frontline")
                        .select("section[aria-labelledby=cards]")
                        .text())
                .contains("An administrator can say so.");
    }

    @Test
    void shows_a_leader_of_one_station_its_team_compared_with_all_and_no_other() throws Exception {
        Document front = page("lea", "/frontline");

        assertThat(front.select("h1").text()).isEqualTo("The team cannot be told apart from 7 others");
        assertThat(front.select("table.forest tbody th").eachText()).containsExactly("Station 1");
        assertThat(front.select(".xl circle.p-dot")).hasSize(1);
        assertThat(front.select("select#team option").eachText()).containsExactly("Station 1");
        assertThat(front.select("main").text()).doesNotContain("Station 3", "Station 2");
    }

    private static Document page(String who, String path) throws IOException, InterruptedException {
        return Jsoup.parse(body(who, path));
    }

    private static String body(String who, String path) throws IOException, InterruptedException {
        return get(who, path).body();
    }

    private static HttpResponse<String> get(String who, String path) throws IOException, InterruptedException {
        SignedIn signedIn = WHO.get(who);
        if (signedIn == null) {
            throw new IllegalArgumentException("Nobody is called " + who);
        }
        return server.send(signedIn.on(HttpRequest.newBuilder(server.address(path))));
    }
}
