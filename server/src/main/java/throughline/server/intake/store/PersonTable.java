package throughline.server.intake.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.PersonalData;

/// Who a surrogate is, and what customers wrote: the tables `subject` and `free_text`. A surrogate is random, so
/// that it says nothing, not even who came before whom.
public final class PersonTable implements PersonalData {

    /// In bytes.
    private static final int LONGEST_ID = 500;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    public PersonTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    @Override
    public Map<String, String> surrogates(Collection<String> customers) {
        Map<String, String> found = new HashMap<>();
        // Always in one order, so that two who bring in the same customers do not wait for each other.
        var storable = new TreeSet<String>();
        customers.forEach(customer -> storable.add(key(customer)));
        find(storable, found);
        add(storable, found);
        // Whom somebody else has added meanwhile.
        find(storable, found);
        Map<String, String> surrogates = new HashMap<>();
        customers.forEach(customer -> surrogates.put(customer, Objects.requireNonNull(found.get(key(customer)))));
        return surrogates;
    }

    /// Moves those who have a surrogate from the ones to the others.
    private void find(Set<String> customers, Map<String, String> found) {
        if (!customers.isEmpty()) {
            sql.sql("select customer_id, surrogate from subject where customer_id = any (?)")
                    .param(customers.toArray(String[]::new))
                    .query(into(found));
            customers.removeAll(found.keySet());
        }
    }

    private void add(Set<String> customers, Map<String, String> found) {
        if (!customers.isEmpty()) {
            sql.sql("""
                            insert into subject (surrogate, customer_id) select * from unnest(?::bigint[], ?::text[])
                            on conflict (customer_id) do nothing returning customer_id, surrogate""")
                    .param(customers.stream()
                            .map(customer -> random.nextLong(Long.MAX_VALUE))
                            .toArray(Long[]::new))
                    .param(customers.toArray(String[]::new))
                    .query(into(found));
            customers.removeAll(found.keySet());
        }
    }

    private static RowCallbackHandler into(Map<String, String> found) {
        return row -> found.put(row.getString(1), Long.toString(row.getLong(2)));
    }

    /// PostgreSQL has no text with the character 0 or half a character in it.
    private static String storable(String text) {
        return new String(text.replace('\0', '?').getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /// What is looked up must be short enough for an index; a longer id is known by its digest.
    private static String key(String id) {
        byte[] bytes = id.replace('\0', '?').getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_ID) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        try {
            return "sha256 "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public void keep(FactKind kind, List<Words> words) {
        Map<List<String>, Words> last = new LinkedHashMap<>();
        words.forEach(w -> last.put(List.of(w.id(), w.field()), w));
        List<Words> gone = last.values().stream().filter(w -> w.text() == null).toList();
        List<Words> written =
                last.values().stream().filter(w -> w.text() != null).toList();
        if (!gone.isEmpty()) {
            sql.sql("""
                            delete from free_text t using unnest(?::text[], ?::text[]) g(id, field)
                            where t.fact_kind = ? and t.fact_id = g.id and t.field = g.field""")
                    .param(gone.stream().map(w -> key(w.id())).toArray(String[]::new))
                    .param(gone.stream().map(Words::field).toArray(String[]::new))
                    .param(kind.table())
                    .update();
        }
        if (!written.isEmpty()) {
            sql.sql("""
                            insert into free_text (fact_kind, fact_id, field, day, subject, text)
                            select ?, id, field, date '1970-01-01' + day, subject, text
                            from unnest(?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[])
                                w(id, field, day, subject, text)
                            on conflict (fact_kind, fact_id, field)
                            do update set day = excluded.day, subject = excluded.subject, text = excluded.text""")
                    .param(kind.table())
                    .param(written.stream().map(w -> key(w.id())).toArray(String[]::new))
                    .param(written.stream().map(Words::field).toArray(String[]::new))
                    .param(written.stream().map(Words::day).toArray(Integer[]::new))
                    .param(written.stream()
                            .map(w -> w.surrogate() == null ? null : Long.valueOf(w.surrogate()))
                            .toArray(Long[]::new))
                    .param(written.stream()
                            .map(w -> storable(String.valueOf(w.text())))
                            .toArray(String[]::new))
                    .update();
        }
    }

    /// The surrogate of a customer, where one is known.
    public Optional<String> surrogate(String customer) {
        return sql.sql("select surrogate from subject where customer_id = ?")
                .param(key(customer))
                .query((row, number) -> Long.toString(row.getLong(1)))
                .optional();
    }

    /// The customer whom a surrogate stands for, where that is still known.
    public Optional<String> customer(String surrogate) {
        return sql.sql("select customer_id from subject where surrogate = ?")
                .param(Long.valueOf(surrogate))
                .query(String.class)
                .optional();
    }

    /// Forgets whom a surrogate stands for, and what that customer wrote.
    ///
    /// @return how many texts went
    public long forget(String surrogate) {
        long texts = sql.sql("delete from free_text where subject = ?")
                .param(Long.valueOf(surrogate))
                .update();
        sql.sql("delete from subject where surrogate = ?")
                .param(Long.valueOf(surrogate))
                .update();
        return texts;
    }

    /// Forgets what was written with some facts.
    ///
    /// @return how many texts went
    public long forgetWords(FactKind kind, Collection<String> ids) {
        return ids.isEmpty()
                ? 0
                : sql.sql("delete from free_text where fact_kind = ? and fact_id = any (?)")
                        .param(kind.table())
                        .param(ids.stream().map(PersonTable::key).toArray(String[]::new))
                        .update();
    }

    /// Surrogates after one, in their order.
    public List<String> after(long surrogate, int most) {
        return sql.sql("select surrogate from subject where surrogate > ? order by surrogate limit ?")
                .params(surrogate, most)
                .query((row, number) -> Long.toString(row.getLong(1)))
                .list();
    }
}
