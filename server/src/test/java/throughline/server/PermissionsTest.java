package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Role;
import throughline.server.intake.Tokens;

/// Every route asked for by everybody, on real servers: rows T01 and T18 of the threats.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PermissionsTest {

    private static final Path REVIEWED = Path.of("..", "docs", "permissions.md");
    private static final Path FOUND = Path.of("target", "permissions.md");

    /// The token of the cookie `x`, masked with zero.
    private static final String FORM = Base64.getUrlEncoder().encodeToString("\0x".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private static Path data;

    private static OpenServer server;
    private static OpenServer demo;
    private static String token;
    private static final Map<String, SignedIn> SIGNED_IN = new HashMap<>();

    @BeforeAll
    static void open() throws Exception {
        server = OpenServer.showing(SmallWorld.named("Northmoor Home"), data.resolve("own"));
        demo = OpenServer.demo(SmallWorld.named("Northmoor Home"), data.resolve("demo"));
        token = server.bean(Tokens.class).create("till");
        for (int i = 0; i < 600 && status(demo, "GET", "/", Optional.empty()) == 503; i++) {
            Thread.sleep(10);
        }
    }

    @AfterAll
    static void close() {
        server.close();
        demo.close();
    }

    /// A route: a method at an address.
    private record Route(String method, String pattern, HandlerMethod handler) {

        /// With an object that nobody has, or one that the world has.
        String path() {
            return pattern.matches("/measure(/rows)?")
                    ? pattern + "?id=empathy"
                    : pattern.replace("/causes/{id}", "/causes/nobody-accountable")
                            .replace("{number}", "1")
                            .replace("{kind}", "responses")
                            .replace("{what}", "announcement")
                            .replace("{form}", "start")
                            .replace("{sort}", "touchpoints")
                            .replace("{table}", "decisions")
                            .replace("{secret}", "nobodys")
                            .replace("{id}", UUID.randomUUID().toString());
        }

        boolean ofAPart() {
            return Arrays.stream(handler.getMethodParameters())
                    .anyMatch(p -> "part".equals(p.getParameter().getName()));
        }
    }

    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (var mapped : server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()) {
            RequestMappingInfo info = mapped.getKey();
            for (String pattern : info.getPatternValues()) {
                for (RequestMethod method :
                        info.getMethodsCondition().getMethods().isEmpty()
                                ? List.of(RequestMethod.GET, RequestMethod.POST)
                                : info.getMethodsCondition().getMethods()) {
                    routes.add(new Route(method.name(), pattern, mapped.getValue()));
                }
            }
        }
        routes.sort(Comparator.comparing(Route::pattern).thenComparing(Route::method));
        return routes;
    }

    /// Somebody of a role, who signs in again only where a form was sent, for that may end what was begun.
    private static SignedIn as(Route route, Role role, @Nullable String unit) {
        return route.method().equals("GET")
                ? SIGNED_IN.computeIfAbsent(role + "." + unit, first -> server.signIn(role, unit))
                : server.signIn(role, unit);
    }

    private static int status(OpenServer asked, String method, String path, Optional<SignedIn> who) throws Exception {
        return answer(asked, method, path, who, null).statusCode();
    }

    private static HttpResponse<String> answer(
            OpenServer asked, String method, String path, Optional<SignedIn> who, @Nullable String bearer)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(asked.address(path)).method(method, BodyPublishers.noBody());
        who.ifPresentOrElse(
                w -> w.on(request),
                // A form of one's own, so that it is the gate that refuses.
                () -> request.header("Cookie", "throughline-form=x").header("X-XSRF-TOKEN", FORM));
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return asked.send(request);
    }

    /// Whether somebody was let in, whatever came of it then.
    private static boolean letIn(HttpResponse<String> answer) {
        boolean toSignIn = answer.headers()
                .firstValue("Location")
                .filter(l -> l.startsWith("/sign-in"))
                .isPresent();
        return answer.statusCode() != 401
                && answer.statusCode() != 403
                && !(answer.statusCode() == 303
                        && toSignIn
                        && answer.body().isEmpty()
                        && answer.request().method().equals("GET"));
    }

    private static String words(boolean in) {
        return in ? "yes" : "–";
    }

    /// What somebody of one unit gets of the own unit, one below, one beside, the one above, and one that
    /// is not there.
    private static String ofUnits(Route route, Role role) throws Exception {
        String path = route.path() + (route.path().contains("?") ? "&part=" : "?part=");
        int own = status(server, "GET", path + "north", Optional.of(as(route, role, "north")));
        int usual = status(server, "GET", route.path(), Optional.of(as(route, role, "north")));
        int below = status(server, "GET", path + "north", Optional.of(as(route, role, "board")));
        int beside = status(server, "GET", path + "south", Optional.of(as(route, role, "north")));
        int above = status(server, "GET", path + "board", Optional.of(as(route, role, "north")));
        int foreign = status(server, "GET", path + "foreign", Optional.of(as(route, role, "north")));
        List<Integer> all = List.of(own, usual, below, beside, above, foreign);
        return all.equals(List.of(200, 200, 200, 404, 404, 404))
                ? "own unit"
                : all.stream().allMatch(s -> s == 403) ? "–" : all.toString();
    }

    private static String row(Route route) throws Exception {
        List<String> cells = new ArrayList<>();
        cells.add("`%s %s`".formatted(route.method(), route.pattern()));
        Needs needs = route.handler().getMethodAnnotation(Needs.class);
        cells.add(
                needs == null
                        ? "**nothing: open to nobody**"
                        : needs.value()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' '));
        cells.add(words(letIn(answer(server, route.method(), route.path(), Optional.empty(), null))));
        cells.add(words(letIn(answer(demo, route.method(), route.path(), Optional.empty(), null))));
        cells.add(words(letIn(answer(server, route.method(), route.path(), Optional.empty(), token))));
        for (Role role : Role.values()) {
            cells.add(
                    role.ofOneUnit() && route.ofAPart()
                            ? ofUnits(route, role)
                            : words(letIn(answer(
                                    server,
                                    route.method(),
                                    route.path(),
                                    Optional.of(as(route, role, role.ofOneUnit() ? "north" : null)),
                                    null))));
        }
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String matrix() throws Exception {
        var text = new StringBuilder("""
                # Who may do what

                Every route of the server, asked for by everybody. `PermissionsTest` asks real servers and compares what it finds with this file, so a route that is
                not here, or answers somebody else than is written here, fails the build. It writes what it finds to `server/target/permissions.md`; whoever changes a
                permission reviews that and copies it here.

                *yes*: the request is let in, whatever comes of it. *–*: it is refused. *own unit*: the own unit and those below it; a unit beside or above it, or one
                that is not there, is answered as if it were not there (404). *signed out*: once somebody has an account. *first look*: before anybody has, while the
                demo is shown on this computer; nothing of the organisation's own is shown so. *token*: a program with an API token for facts; one made with `--record` reaches the record as well (`OrganisationApiTest`), one made with `--alerts` the alerts and nothing else (`AlertsTest`). Everybody sends forms with the
                token of a page of theirs; without it each is refused (`SignInTest`). What needs *directory* is answered to the token that an administrator has made for
                the organisation's directory, and to nobody else (`DirectoryTest`).

                | route | needs | signed out | first look | token |""");
        for (Role role : Role.values()) {
            text.append(" ")
                    .append(role.title().toLowerCase(java.util.Locale.ROOT))
                    .append(" |");
        }
        text.append("\n").append("|---".repeat(5 + Role.values().length)).append("|\n");
        for (Route route : routes()) {
            text.append(row(route)).append("\n");
        }
        return text.toString();
    }

    @Test
    void are_as_reviewed_for_every_route_method_role_and_object__T01() throws Exception {
        String found = matrix();
        Files.writeString(FOUND, found);

        assertThat(found)
                .as("docs/permissions.md; what was found is in server/target/permissions.md")
                .isEqualTo(Files.exists(REVIEWED) ? Files.readString(REVIEWED) : "");
    }

    @Test
    void are_declared_by_every_route__T01() {
        assertThat(routes().stream()
                        .filter(r -> r.handler().getMethodAnnotation(Needs.class) == null)
                        .map(r -> r.method() + " " + r.pattern()))
                .isEmpty();
    }

    @Test
    void are_asked_of_every_kind_of_handler_there_is__T18() {
        assertThat(server.beans(HandlerMapping.class).stream()
                        .map(m -> m.getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .as("only these have handlers of ours: the first asks, the second serves /assets")
                .containsExactlyInAnyOrder(
                        "RequestMappingHandlerMapping",
                        "SimpleUrlHandlerMapping",
                        "WelcomePageHandlerMapping",
                        "WelcomePageNotAcceptableHandlerMapping",
                        "BeanNameUrlHandlerMapping",
                        "RouterFunctionMapping");
    }

    @Test
    void refuse_traces_and_hide_what_is_for_this_computer_from_a_proxys_visitors__T18() throws Exception {
        assertThat(answer(server, "TRACE", "/", Optional.empty(), null).statusCode())
                .isIn(403, 405);
        HttpResponse<String> asked = server.send(HttpRequest.newBuilder(server.address("/metrics")));
        HttpResponse<String> proxied =
                server.send(HttpRequest.newBuilder(server.address("/metrics")).header("X-Forwarded-For", "192.0.2.1"));

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(proxied.statusCode()).isEqualTo(303);
        assertThat(proxied.body()).isEmpty();
    }

    @Test
    void show_the_demo_and_nothing_else_to_who_has_no_account() throws Exception {
        HttpResponse<String> first = answer(demo, "GET", "/", Optional.empty(), null);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("Demo: simulated data", "href=\"/sign-in\"");

        try (var own = OpenServer.of(
                data.resolve("unclaimed"), new OpenServer.World(SmallWorld.named("Northmoor Home"), true))) {
            for (int i = 0; i < 600 && status(own, "GET", "/", Optional.empty()) == 503; i++) {
                Thread.sleep(10);
            }
            assertThat(own.bean(Accounts.class).unclaimed()).isTrue();
            for (String path : List.of("/", "/causes/nobody-accountable", "/data", "/report.html")) {
                HttpResponse<String> answer = answer(own, "GET", path, Optional.empty(), null);
                assertThat(answer.statusCode()).as(path).isEqualTo(303);
                assertThat(answer.body()).isEmpty();
            }
            HttpResponse<String> door = answer(own, "GET", "/sign-in", Optional.empty(), null);
            assertThat(door.body()).contains("Nobody has an account yet", "./throughline account link");
        }
    }

    @Test
    void narrow_the_choice_of_parts_to_what_may_be_seen() throws Exception {
        SignedIn leader = server.signIn(Role.UNIT_LEADER, "north");
        var page = org.jsoup.Jsoup.parse(
                answer(server, "GET", "/", Optional.of(leader), null).body());

        assertThat(page.select("#part option").eachAttr("value")).containsExactly("north");
        assertThat(page.select("nav a[href^=/data]")).isEmpty();
        assertThat(page.select("#causes th[scope=row] a").eachAttr("href")).allMatch(h -> h.contains("part=north"));
        assertThat(answer(server, "GET", "/?part=south", Optional.of(leader), null)
                        .body())
                .contains("Your unit has no part of that name.")
                .doesNotContain("South branch");
    }
}
