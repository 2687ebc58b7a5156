package org.xiangqiao.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

class EmbeddedPostgresAutoConfigurationTest {

  private Path home;
  private ApplicationContextRunner server;

  @BeforeEach
  void makeHome() {
    home = TestHome.create();
    server =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    EmbeddedPostgresAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class))
            .withPropertyValues(
                "xiangqiao.postgres.directory=" + home,
                "xiangqiao.postgres.programs=" + TestHome.PROGRAMS);
  }

  @AfterEach
  void removeHome() throws Exception {
    FileSystemUtils.deleteRecursively(home);
  }

  @Test
  void isTheDatabaseWhenNoUrlIsGivenAndStopsWithTheContext() {
    server
        .withPropertyValues(
            "spring.datasource.hikari.maximum-pool-size=3",
            "xiangqiao.postgres.parameters.max-connections=50")
        .run(
            context -> {
              JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
              assertThat(jdbc.queryForObject("select current_database()", String.class))
                  .isEqualTo("xiangqiao");
              assertThat(jdbc.queryForObject("show max_connections", String.class)).isEqualTo("50");
              assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize()).isEqualTo(3);
            });
    assertThat(ServerProcesses.in(home.resolve("postgres"))).isEmpty();
    assertThat(home.resolve("postgres.log")).content().doesNotContain("terminating connection");
  }

  @Test
  void staysOutOfTheWayOfAnExternalOne() {
    server
        .withPropertyValues("spring.datasource.url=jdbc:postgresql://db.example/x")
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(PostgresServer.class);
              assertThat(context.getBean(HikariDataSource.class).getJdbcUrl())
                  .isEqualTo("jdbc:postgresql://db.example/x");
            });
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void refusesAWrongSettingByItsName() {
    server
        .withPropertyValues("xiangqiao.postgres.port=70000")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("xiangqiao.postgres")
                    .hasMessageContaining("port"));
  }

  @Test
  void explainsAProblemInsteadOfTracingIt() {
    PostgresProblem problem = new PostgresProblem("directory.taken", "/data", 4711);
    FailureAnalysis analysis =
        new PostgresFailureAnalyzer().analyze(new IllegalStateException(problem));
    assertThat(analysis.getDescription()).contains("/data", "4711", "进程号");
    assertThat(analysis.getAction()).contains("xiangqiao.postgres.directory", "请");
  }
}
