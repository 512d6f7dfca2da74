package throughline.server.board;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import throughline.server.accounts.Accounts;
import throughline.server.platform.Database;

/// Puts the orders together.
@Configuration(proxyBeanMethods = false)
class BoardConfiguration {

    @Bean
    BoardOrders boardOrders(Database database, Accounts accounts) {
        return new BoardOrders(database.dataSource(), accounts);
    }
}
