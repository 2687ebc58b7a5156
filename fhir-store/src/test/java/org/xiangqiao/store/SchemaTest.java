package org.xiangqiao.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SchemaTest {

  @Test
  void everyResourceTypeHasItsTable() {
    JdbcTemplate jdbc = new JdbcTemplate(TestPostgres.database());
    Integer missing =
        jdbc.queryForObject(
            "select count(*) from resource_type where to_regclass('resource_' || lower(name)) is null",
            Integer.class);
    assertThat(missing).isZero();
    assertThat(jdbc.queryForObject("select count(*) from resource_type", Integer.class))
        .isEqualTo(146);
  }
}
