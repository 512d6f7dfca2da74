package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.exceptions.PreconditionFailedException;
import com.unboundid.scim2.common.exceptions.ResourceConflictException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.exceptions.UnauthorizedException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.types.AttributeDefinition;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Manager;
import com.unboundid.scim2.common.types.Member;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.UserResource;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.glassfish.jersey.apache5.connector.Apache5ConnectorProvider;
import org.glassfish.jersey.client.ClientConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.organisation.Change;
import throughline.organisation.Organisation.Person;
import throughline.server.accounts.Account;
import throughline.server.accounts.Account.State;
import throughline.server.accounts.AccountRefusal;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Directory;
import throughline.server.accounts.Role;
import throughline.server.intake.Tokens;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.Outcome;

/// A directory that tells a running server of people and groups, by a client of SCIM 2.0 that is not ours.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DirectoryTest {

    @TempDir
    private static Path data;

    private static OpenServer server;
    private static Accounts accounts;
    private static Directory directory;
    private static Client client;
    private static ScimService scim;

    @BeforeAll
    static void open() throws Exception {
        server = OpenServer.showing(SmallWorld.named("Northmoor Home"), data);
        accounts = server.bean(Accounts.class);
        directory = accounts.directory();
        client = ClientBuilder.newClient(new ClientConfig().connectorProvider(new Apache5ConnectorProvider()));
        scim = with(directory.makeToken("tests").text());
    }

    @AfterAll
    static void close() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static ScimService with(String token) {
        return new ScimService(client.target("http://localhost:%s/scim/v2".formatted(server.port()))
                .register((ClientRequestFilter)
                        request -> request.getHeaders().putSingle("Authorization", "Bearer " + token)));
    }

    private static UserResource person(String name) {
        return new UserResource()
                .setUserName(name + "@northmoor.example")
                .setDisplayName(name)
                .setName(new Name().setGivenName(name).setFamilyName("Lind"))
                .setEmails(List.of(
                        new Email().setValue(name + "@northmoor.example").setPrimary(true)))
                .setActive(true);
    }

    private static UserResource told(UserResource user) throws ScimException {
        return scim.create("Users", user);
    }

    private static GroupResource group(String name, UserResource... members) throws ScimException {
        return scim.create(
                "Groups",
                new GroupResource()
                        .setDisplayName(name)
                        .setMembers(List.of(members).stream()
                                .map(u -> new Member().setValue(u.getId()).setType("User"))
                                .toList()));
    }

    private static void give(GroupResource group, Role role, @Nullable String unit) {
        directory.giveRole("kim@northmoor.example", UUID.fromString(group.getId()), role, unit);
    }

    private static Account account(UserResource user) {
        return accounts.find(UUID.fromString(user.getId())).orElseThrow();
    }

    private static void setActive(UserResource user, boolean active) throws ScimException {
        scim.modifyRequest("Users", user.getId()).replaceValue("active", active).invoke(UserResource.class);
    }

    @Test
    void tells_nothing_without_the_token_that_an_administrator_made() throws Exception {
        ScimService stranger = with("guessed");
        assertThatThrownBy(() -> stranger.create("Users", person("eve")))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessage(
                        "A valid token is needed. An administrator makes one on the page Accounts, under The directory.");
        ScimService sender = with(server.bean(Tokens.class).create("till"));
        assertThatThrownBy(() -> sender.retrieve("Users", UUID.randomUUID().toString(), UserResource.class))
                .isInstanceOf(UnauthorizedException.class);
        SignedIn administrator = server.signIn(Role.ADMINISTRATOR, null);
        assertThat(server.send(administrator.on(HttpRequest.newBuilder(server.address("/scim/v2/Users"))))
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.send(HttpRequest.newBuilder(server.address("/scim/v2//Users")))
                        .statusCode())
                .isIn(400, 401, 404);
        assertThat(accounts.find("eve@northmoor.example")).isEmpty();
    }

    @Test
    void lets_in_whoever_is_active_and_in_a_group_that_has_a_role() throws Exception {
        UserResource amy = told(person("amy").setPassword("lantern copper orchard drift"));
        assertThat(account(amy).state()).isEqualTo(State.DISABLED);

        GroupResource leaders = group("Leaders north", amy);
        assertThat(account(amy).state()).as("the group has no role yet").isEqualTo(State.DISABLED);
        give(leaders, Role.UNIT_LEADER, "north");

        assertThat(account(amy).state()).isEqualTo(State.INVITED);
        assertThat(account(amy).role()).isEqualTo(Role.UNIT_LEADER);
        assertThat(account(amy).unit()).contains("north");
        assertThat(account(amy).ways()).as("no password comes from a directory").isEmpty();
        UserResource read = scim.retrieve("Users", amy.getId(), UserResource.class);
        assertThat(read.getPassword()).isNull();
        assertThat(read.getGroups()).extracting("display").containsExactly("Leaders north");
        assertThat(accounts.audit().before(Long.MAX_VALUE, 3))
                .extracting("actor", "action", "subject")
                .contains(org.assertj.core.groups.Tuple.tuple(
                        "kim@northmoor.example", Action.CHANGED_ROLE, "amy@northmoor.example"));
    }

    @Test
    void signs_somebody_out_at_once_who_is_no_longer_active__T05() throws Exception {
        UserResource ben = told(person("ben"));
        give(group("Analysts of ben", ben), Role.ANALYST, null);
        String session = "throughline-%s=%s"
                .formatted(
                        server.port(),
                        accounts.sessions().begin(account(ben), "Firefox").text());
        assertThat(server.send(HttpRequest.newBuilder(server.address("/account"))
                                .header("Cookie", session))
                        .statusCode())
                .isEqualTo(200);

        setActive(ben, false);

        assertThat(server.send(HttpRequest.newBuilder(server.address("/account"))
                                .header("Cookie", session))
                        .statusCode())
                .isEqualTo(303);
        assertThatThrownBy(() -> accounts.enable("tests", account(ben).id()))
                .isInstanceOf(AccountRefusal.class)
                .hasMessage("The directory says that ben has left. Enable them there.");
        setActive(ben, true);
        assertThat(account(ben).state()).isEqualTo(State.INVITED);
    }

    @Test
    void goes_by_groups_as_they_change() throws Exception {
        UserResource cleo = told(person("cleo"));
        UserResource dan = told(person("dan"));
        GroupResource agents = group("Agents", cleo, dan);
        give(agents, Role.AGENT, "south");
        GroupResource owners = group("Owners");
        give(owners, Role.BOARD_OWNER, null);

        scim.modifyRequest("Groups", owners.getId())
                .addValues("members", new Member().setValue(cleo.getId()))
                .invoke(GroupResource.class);
        assertThat(account(cleo).role()).as("the first in the list of roles").isEqualTo(Role.BOARD_OWNER);
        assertThatThrownBy(() -> accounts.changeRole("tests", account(cleo).id(), Role.ADMINISTRATOR, null))
                .hasMessage("cleo has the role by the directory’s group Agents. Change the group, or its role.");

        scim.modifyRequest("Groups", owners.getId())
                .removeValues("members[value eq \"%s\"]".formatted(cleo.getId()))
                .invoke(GroupResource.class);
        assertThat(account(cleo).role()).isEqualTo(Role.AGENT);
        assertThat(account(cleo).unit()).contains("south");

        scim.delete("Groups", agents.getId());
        assertThat(account(cleo).state()).isEqualTo(State.DISABLED);
        assertThat(account(dan).state()).isEqualTo(State.DISABLED);
        assertThatThrownBy(() -> scim.retrieve("Groups", agents.getId(), GroupResource.class))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void finds_people_by_name_however_it_is_written_and_turns_pages() throws Exception {
        UserResource eva = person("Eva");
        eva.setExternalId("0042");
        eva = told(eva);
        told(person("finn"));

        ListResponse<UserResource> found = scim.searchRequest("Users")
                .filter(Filter.eq("userName", "EVA@northmoor.example"))
                .invoke(UserResource.class);
        assertThat(found.getTotalResults()).isEqualTo(1);
        assertThat(found.getResources().getFirst().getId()).isEqualTo(eva.getId());
        assertThat(scim.searchRequest("Users")
                        .filter("externalId eq \"0042\" and active eq true")
                        .invoke(UserResource.class)
                        .getTotalResults())
                .isEqualTo(1);
        assertThat(scim.searchRequest("Users")
                        .filter(Filter.eq("userName", "nobody"))
                        .invoke(UserResource.class)
                        .getResources())
                .isEmpty();
        assertThatThrownBy(
                        () -> scim.searchRequest("Users").filter("userName eq").invoke(UserResource.class))
                .isInstanceOf(ScimException.class)
                .extracting(e -> ((ScimException) e).getScimError().getScimType())
                .isEqualTo("invalidFilter");

        ListResponse<UserResource> second =
                scim.searchRequest("Users").page(2, 1).invoke(UserResource.class);
        assertThat(second.getTotalResults()).isEqualTo(directory.users().size());
        assertThat(second.getStartIndex()).isEqualTo(2);
        assertThat(second.getResources())
                .singleElement()
                .extracting(UserResource::getUserName)
                .isEqualTo(directory.users().get(1).said().userName());
    }

    @Test
    void loses_no_change_that_came_in_between() throws Exception {
        UserResource gus = told(person("gus"));
        assertThat(gus.getMeta().getVersion()).isEqualTo("W/\"1\"");
        scim.modifyRequest("Users", gus.getId())
                .replaceValue("displayName", "Gus the Great")
                .invoke(UserResource.class);

        assertThatThrownBy(() ->
                        scim.replaceRequest(gus.setDisplayName("Gus")).ifMatch().invoke())
                .isInstanceOf(PreconditionFailedException.class)
                .hasMessage("This was changed since you looked at it. Look again.");
        assertThat(account(gus).name()).isEqualTo("Gus the Great");
        UserResource now = scim.retrieve("Users", gus.getId(), UserResource.class);
        assertThat(scim.replaceRequest(now.setUserName("gustav@northmoor.example")
                                .setEmails(List.of(new Email().setValue("gustav@northmoor.example"))))
                        .ifMatch()
                        .invoke()
                        .getMeta()
                        .getVersion())
                .isEqualTo("W/\"3\"");
        assertThat(account(gus).email()).isEqualTo("gustav@northmoor.example");
    }

    @Test
    void tells_of_each_person_once_and_of_nobody_who_cannot_be() throws Exception {
        told(person("hal"));

        assertThatThrownBy(() -> told(person("HAL")))
                .isInstanceOf(ResourceConflictException.class)
                .hasMessage("Somebody of this name or address is known already.");
        assertThatThrownBy(() -> told(person("ida").setEmails(List.of(new Email().setValue("no address")))))
                .hasMessage("Type an e-mail address, such as priya@example.org.");
        assertThatThrownBy(() -> told(new UserResource().setDisplayName("nameless")))
                .hasMessage("A user needs a userName.");
        assertThatThrownBy(() -> scim.retrieve("Users", "no-id", UserResource.class))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage("There is nothing of this id here.");
    }

    @Test
    void takes_over_accounts_there_were_but_no_administrators() throws Exception {
        Account jo = accounts.invite("tests", "jo@northmoor.example", "Jo", Role.ANALYST, null)
                .account();
        UserResource taken = told(person("jo"));
        assertThat(taken.getId()).isEqualTo(jo.id().toString());
        assertThat(account(taken).state()).as("no group has a role yet").isEqualTo(State.INVITED);
        assertThat(account(taken).role()).isEqualTo(Role.ANALYST);
        accounts.disable("tests", jo.id());
        scim.modifyRequest("Users", taken.getId())
                .replaceValue("displayName", "Jo Lind")
                .invoke(UserResource.class);
        setActive(taken, false);
        setActive(taken, true);
        assertThat(account(taken).state())
                .as("whom an administrator has disabled stays so")
                .isEqualTo(State.DISABLED);

        accounts.invite("tests", "kai@northmoor.example", "Kai", Role.ADMINISTRATOR, null);
        assertThatThrownBy(() -> told(person("kai")))
                .isInstanceOf(ResourceConflictException.class)
                .hasMessage(
                        "This address has an administrator’s account, which is kept here and not by the directory.");
    }

    @Test
    void forgets_somebody_and_leaves_what_they_did() throws Exception {
        UserResource lou = told(person("lou"));
        give(group("Auditors", lou), Role.AUDITOR, null);

        scim.delete("Users", lou.getId());

        assertThat(account(lou).state()).isEqualTo(State.DISABLED);
        assertThatThrownBy(() -> scim.retrieve("Users", lou.getId(), UserResource.class))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(told(person("lou")).getId()).as("the same person again").isEqualTo(lou.getId());
    }

    @Test
    void tells_the_record_who_is_whose_manager() throws Exception {
        OrganisationRecord record = server.bean(OrganisationRecord.class);
        var by = new Editor(Optional.empty(), "tests");
        assertThat(record.begin(by, "Northmoor Home")).isInstanceOf(Outcome.Made.class);
        for (String id : List.of("p1", "p2", "p3")) {
            assertThat(record.change(
                            by,
                            record.now().number(),
                            new Change.Add(new Person(id, "Person " + id, null, "Clerk", null, null, null))))
                    .isInstanceOf(Outcome.Made.class);
        }
        UserResource mia = told(person("mia"));
        UserResource ned = person("ned");
        ned.setExtension(
                new EnterpriseUserExtension().setEmployeeNumber("p2").setManager(new Manager().setValue(mia.getId())));
        UserResource told = told(ned);
        assertThat(manager(record, "p2"))
                .as("nobody knows yet who mia is on record")
                .isEmpty();

        mia.setExtension(new EnterpriseUserExtension().setEmployeeNumber("p1"));
        scim.replace(mia);
        assertThat(account(mia).person()).contains("p1");
        assertThat(manager(record, "p2")).contains("p1");
        assertThat(record.versions(Long.MAX_VALUE, 1).getFirst().by().actor()).isEqualTo("directory");

        UserResource oda = person("oda");
        oda.setExtension(new EnterpriseUserExtension().setEmployeeNumber("p3"));
        String id = told(oda).getId();
        scim.modifyRequest("Users", told.getId())
                .replaceValue("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", id)
                .invoke(UserResource.class);
        assertThat(manager(record, "p2")).as("as Entra ID sends it").contains("p3");

        scim.modifyRequest("Users", told.getId())
                .removeValues("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager")
                .invoke(UserResource.class);
        assertThat(manager(record, "p2"))
                .as("a manager that is not named stays")
                .contains("p3");
    }

    private static Optional<String> manager(OrganisationRecord record, String person) {
        return record.now().organisation().people().stream()
                .filter(p -> p.id().equals(person))
                .findFirst()
                .flatMap(p -> Optional.ofNullable(p.manager()));
    }

    @Test
    void learns_what_can_be_told() throws Exception {
        var config = scim.getServiceProviderConfig();
        assertThat(config.getPatch().isSupported()).isTrue();
        assertThat(config.getEtag().isSupported()).isTrue();
        assertThat(config.getFilter().getMaxResults()).isEqualTo(200);
        assertThat(config.getBulk().isSupported()).isFalse();
        assertThat(scim.getResourceTypes().getResources()).extracting("name").containsExactly("User", "Group");
        assertThat(scim.getSchema("urn:ietf:params:scim:schemas:core:2.0:User").getAttributes())
                .extracting(AttributeDefinition::getName)
                .containsExactlyInAnyOrder("userName", "name", "displayName", "active", "emails", "groups");
        assertThat(scim.getSchemas().getTotalResults()).isEqualTo(3);
    }

    @Test
    void is_set_up_by_an_administrator_on_a_page() throws Exception {
        SignedIn administrator = server.signIn(Role.ADMINISTRATOR, null);
        UserResource pia = told(person("pia"));
        GroupResource group = group("Board <script>alert(1)</script>", pia);
        String page = server.send(administrator.on(HttpRequest.newBuilder(server.address("/accounts/directory"))))
                .body();
        assertThat(page)
                .contains(
                        "http://localhost:%s/scim/v2".formatted(server.port()),
                        "by tests.",
                        "Board &lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");

        var form =
                administrator.on(HttpRequest.newBuilder(server.address("/accounts/directory/groups/" + group.getId()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("role=unit-leader&unit=")));
        var refused = server.send(form);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Choose the unit that is to be seen.");
        var given =
                administrator.on(HttpRequest.newBuilder(server.address("/accounts/directory/groups/" + group.getId()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("role=unit-leader&unit=south")));
        assertThat(server.send(given).statusCode()).isEqualTo(303);
        assertThat(account(pia).unit()).contains("south");
    }
}
