package throughline.server.accounts.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.accounts.DirectoryGroup;
import throughline.server.accounts.Role;

/// The groups of the organisation's directory, who is in them, and what role they have here.
public final class DirectoryGroupTable {

    private static final String SELECT = """
            select g.id, g.name, g.external_id, g.role, g.unit, g.version, g.created_at, g.changed_at,
                array(select account from directory_member where in_group = g.id order by account) as members
            from directory_group g""";

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public DirectoryGroupTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    private static DirectoryGroup of(ResultSet row, int number) throws SQLException {
        String role = row.getString("role");
        Array members = row.getArray("members");
        return new DirectoryGroup(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("external_id"),
                role == null ? null : Role.find(role).orElseThrow(),
                row.getString("unit"),
                List.of((UUID[]) members.getArray()),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    /// Adds one without members or a role; false where the name is taken.
    public boolean insert(UUID id, String name, @Nullable String externalId, Instant at) {
        return sql.sql("""
                        insert into directory_group (id, name, external_id, version, created_at, changed_at)
                        values (:id, :name, :externalId, 1, :at, :at) on conflict do nothing""")
                        .param("id", id)
                        .param("name", name)
                        .param("externalId", externalId, Types.VARCHAR)
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// Keeps another name.
    public void update(UUID id, String name, @Nullable String externalId, Instant at) {
        sql.sql("""
                        update directory_group set name = :name, external_id = :externalId, version = version + 1, changed_at = :at
                        where id = :id""")
                .param("id", id)
                .param("name", name)
                .param("externalId", externalId, Types.VARCHAR)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// Keeps who is in one; whoever the directory has not told of stays out.
    public void setMembers(UUID id, Collection<UUID> accounts) {
        UUID[] all = accounts.toArray(new UUID[0]);
        sql.sql("delete from directory_member where in_group = :id and account <> all (:all)")
                .param("id", id)
                .param("all", all)
                .update();
        sql.sql("""
                        insert into directory_member (in_group, account)
                        select :id, account from directory_user where account = any (:all) on conflict do nothing""").param("id", id).param("all", all).update();
    }

    /// Gives its members a role, or none.
    public void setRole(UUID id, @Nullable Role role, @Nullable String unit) {
        sql.sql("update directory_group set role = :role, unit = :unit where id = :id")
                .param("id", id)
                .param("role", role == null ? null : role.id(), Types.VARCHAR)
                .param("unit", unit, Types.VARCHAR)
                .update();
    }

    /// Removes one.
    public void delete(UUID id) {
        sql.sql("delete from directory_group where id = ?").param(id).update();
    }

    /// The one of an id.
    public Optional<DirectoryGroup> find(UUID id) {
        return sql.sql(SELECT + " where g.id = ?")
                .param(id)
                .query(DirectoryGroupTable::of)
                .optional();
    }

    /// All, in order of name.
    public List<DirectoryGroup> list() {
        return sql.sql(SELECT + " order by lower(g.name)")
                .query(DirectoryGroupTable::of)
                .list();
    }

    /// Those that somebody is in, in order of name.
    public List<DirectoryGroup> of(UUID account) {
        return sql.sql(SELECT
                        + " where exists (select 1 from directory_member m where m.in_group = g.id and m.account = ?)"
                        + " order by lower(g.name)")
                .param(account)
                .query(DirectoryGroupTable::of)
                .list();
    }
}
