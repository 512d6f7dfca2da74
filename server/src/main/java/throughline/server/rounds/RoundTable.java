package throughline.server.rounds;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.rounds.Round.Ahead;

/// The rounds and who has answered them.
final class RoundTable {

    private final JdbcClient sql;

    /// @param source connections whose search path is our schema
    RoundTable(DataSource source) {
        sql = JdbcClient.create(source);
    }

    /// Adds one; false where its period has one.
    boolean insert(Round round, UUID by, Instant at) {
        return sql.sql("""
                        insert into prediction_round (id, period, closes_on, measures, opened_at, opened_by)
                        values (?, ?, ?, string_to_array(?, chr(31)), ?, ?) on conflict do nothing""")
                        .params(
                                round.id(),
                                round.period().id(),
                                round.closesOn(),
                                String.join("\u001f", round.measures()),
                                at.atOffset(ZoneOffset.UTC),
                                by)
                        .update()
                == 1;
    }

    /// Those that can still be answered on a day, the one that closes first before the others.
    List<Round> open(LocalDate day) {
        return sql.sql("select * from prediction_round where closes_on >= ? order by closes_on, period")
                .param(day)
                .query(RoundTable::round)
                .list();
    }

    /// The one of an id.
    Optional<Round> find(UUID id) {
        return sql.sql("select * from prediction_round where id = ?")
                .param(id)
                .query(RoundTable::round)
                .optional();
    }

    private static Round round(ResultSet row, int number) throws SQLException {
        return new Round(
                row.getObject("id", UUID.class),
                Ahead.of(row.getString("period")),
                row.getObject("closes_on", LocalDate.class),
                List.of((String[]) row.getArray("measures").getArray()));
    }

    /// Writes down that an account has answered; false where it had.
    boolean answer(UUID round, UUID account, Instant at) {
        return sql.sql("""
                        insert into prediction_answer (round, account, answered_at) values (?, ?, ?)
                        on conflict do nothing""").params(round, account, at.atOffset(ZoneOffset.UTC)).update() == 1;
    }

    /// Whether an account has answered.
    boolean answered(UUID round, UUID account) {
        return sql.sql("select exists (select 1 from prediction_answer where round = ? and account = ?)")
                .params(round, account)
                .query(Boolean.class)
                .single();
    }

    /// How many have answered.
    int answers(UUID round) {
        return sql.sql("select count(*) from prediction_answer where round = ?")
                .param(round)
                .query(Integer.class)
                .single();
    }
}
