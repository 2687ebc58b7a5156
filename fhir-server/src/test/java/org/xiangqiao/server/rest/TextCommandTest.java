package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.command.TestConsole;
import org.xiangqiao.server.command.TestConsole.Ended;
import org.xiangqiao.store.OpenStore;

/** rebuild-texts against the database of a running server, which does the work. */
class TextCommandTest extends RestServerTest {

  private static Ended command(DataSource database, Locale locale) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return TestConsole.run(
          locale,
          "rebuild-texts",
          "--spring.datasource.url=" + connection.getMetaData().getURL(),
          "--spring.datasource.username=postgres");
    }
  }

  private boolean isReady() {
    return new JdbcTemplate(database)
            .queryForObject(
                "select count(*) from text_index_node where state = 'READY'", Integer.class)
        == 2;
  }

  private int generation(String index) {
    return new JdbcTemplate(database)
        .queryForObject(
            "select generation from text_index_node where name = ?", Integer.class, index);
  }

  @Test
  void bothIndexesAreBuiltAnewAndTheCommandWaitsForIt() throws Exception {
    until(Duration.ofSeconds(60), this::isReady);
    int resources = generation("resources");
    int concepts = generation("concepts");
    Ended ended = command(database, Locale.CHINA);
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
    assertThat(ended.out()).contains("resources:完成", "concepts:完成", "完成:所有正在运行的节点均已重建全文索引。");
    assertThat(generation("resources")).isGreaterThan(resources);
    assertThat(generation("concepts")).isGreaterThan(concepts);
  }

  @Test
  void whereNobodyRunsTheOrderIsKept() throws SQLException {
    OpenStore nobody = OpenStore.open();
    Ended ended = command(nobody.dataSource(), Locale.ENGLISH);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("No node with text indexes is running");
    assertThat(
            nobody
                .jdbc()
                .queryForObject(
                    "select count(*) from text_index_order where kind = 'rebuild'", Integer.class))
        .isEqualTo(1);
    nobody.close();
  }

  @Test
  void whatIsMisunderstoodIsSaidAtOnce() {
    Ended ended = TestConsole.run(Locale.ENGLISH, "rebuild-texts", "now");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("now was not understood");
    assertThat(TestConsole.run(Locale.ENGLISH, "help").out()).contains("rebuild-texts");
  }
}
