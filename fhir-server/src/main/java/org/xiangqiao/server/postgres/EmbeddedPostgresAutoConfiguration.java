package org.xiangqiao.server.postgres;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * The server's own PostgreSQL when {@code spring.datasource.url} is absent. Spring Boot makes the
 * pool from these connection details, with {@code spring.datasource.hikari.*} as for an external
 * one, and closes it before PostgreSQL stops because it depends on it.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@Conditional(NoDatasourceUrl.class)
@ConditionalOnMissingBean({DataSource.class, JdbcConnectionDetails.class})
@EnableConfigurationProperties(PostgresProperties.class)
public class EmbeddedPostgresAutoConfiguration {

  @Bean(destroyMethod = "close")
  PostgresServer postgresServer(PostgresProperties properties) {
    return PostgresServer.start(properties);
  }

  @Bean
  JdbcConnectionDetails embeddedPostgresConnectionDetails(PostgresServer server) {
    return new JdbcConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return server.jdbcUrl();
      }

      @Override
      public String getUsername() {
        return server.username();
      }

      @Override
      public String getPassword() {
        return server.password();
      }
    };
  }
}
