package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class UnavailableTest {

  @Test
  void whatTheDatabaseCannotHoldIsNoOutage() {
    assertThat(Unavailable.is(failure("54000"))).as("index row too large").isFalse();
    assertThat(Unavailable.is(failure("22021"))).as("NUL in a text").isFalse();
    assertThat(Unavailable.is(failure("53100"))).as("disk full").isTrue();
    assertThat(Unavailable.is(failure("08006"))).as("connection lost").isTrue();
  }

  private static Exception failure(String state) {
    return new DataAccessResourceFailureException("", new SQLException("", state));
  }
}
