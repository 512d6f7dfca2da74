package throughline.server.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Visitor.SignedIn;

/// Who has asked for the board page by e-mail, and the month that was sent last.
public final class BoardOrders {

    private final JdbcClient sql;
    private final TransactionTemplate once;
    private final AuditLog audit;

    /// @param source connections whose search path is our schema
    BoardOrders(DataSource source, Accounts accounts) {
        sql = JdbcClient.create(source);
        once = new TransactionTemplate(new DataSourceTransactionManager(source));
        audit = accounts.audit();
    }

    /// Whether an account has ordered it.
    public boolean has(UUID account) {
        return sql.sql("select 1 from board_order where account = ?")
                .param(account)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// Orders the page of all that the account sees, from the next month on.
    ///
    /// @param seen the month that needs no sending
    public void place(SignedIn who, YearMonth seen) {
        once.executeWithoutResult(t -> {
            if (sql.sql("insert into board_order (account, sent) values (?, ?) on conflict do nothing")
                            .params(who.who().id(), seen.toString())
                            .update()
                    == 1) {
                audit.add(who.who().email(), Action.ORDERED_BOARD_PACK, "", "");
            }
        });
    }

    /// Ends an order.
    public void cancel(SignedIn who) {
        once.executeWithoutResult(t -> {
            if (sql.sql("delete from board_order where account = ?")
                            .param(who.who().id())
                            .update()
                    == 1) {
                audit.add(who.who().email(), Action.ENDED_BOARD_PACK, "", "");
            }
        });
    }

    /// The accounts that were not sent a month yet.
    public List<UUID> open(YearMonth month) {
        return sql.sql("select account from board_order where sent < ? order by account")
                .param(month.toString())
                .query(BoardOrders::account)
                .list();
    }

    /// Sends a month to an account unless it was sent meanwhile; another server that wants to send it too passes it
    /// over. A failure leaves it to be sent.
    ///
    /// @param sending says whether it was sent
    public void send(UUID account, YearMonth month, Predicate<UUID> sending) {
        once.executeWithoutResult(t -> sql.sql(
                        "select account from board_order where account = ? and sent < ? for update skip locked")
                .params(account, month.toString())
                .query(BoardOrders::account)
                .optional()
                .filter(sending)
                .ifPresent(sent -> sql.sql("update board_order set sent = ? where account = ?")
                        .params(month.toString(), sent)
                        .update()));
    }

    private static UUID account(ResultSet row, int number) throws SQLException {
        return row.getObject("account", UUID.class);
    }
}
