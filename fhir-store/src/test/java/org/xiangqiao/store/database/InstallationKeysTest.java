package org.xiangqiao.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.TestPostgres;

class InstallationKeysTest {

  @Test
  void keysAreMadeOnceAndDifferBetweenInstallations() {
    JdbcTemplate one = new JdbcTemplate(TestPostgres.database());
    InstallationKeys keys = InstallationKeys.load(one);
    InstallationKeys again = InstallationKeys.load(one);
    InstallationKeys other = InstallationKeys.load(new JdbcTemplate(TestPostgres.database()));

    assertThat(keys.hashKey()).hasSize(16).isEqualTo(again.hashKey()).isNotEqualTo(other.hashKey());
    assertThat(keys.cursorKey())
        .hasSize(32)
        .isEqualTo(again.cursorKey())
        .isNotEqualTo(other.cursorKey());
    assertThat(keys.toString()).isEqualTo("InstallationKeys");
  }
}
