package throughline.server.platform;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gives Spring's `JdbcClient` and transactions the database's pool.
@Configuration(proxyBeanMethods = false)
class DataSourceConfiguration {

    /// Closed by the database, which it belongs to.
    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.dataSource();
    }
}
