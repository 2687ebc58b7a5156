package org.xiangqiao.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.patient;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** PostgreSQL ends what takes too long, and the caller is told so. */
class TimeLimitsTest {

  private static final TimeLimits LIMITS =
      new TimeLimits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(20));

  private static final DataSource DATABASE = TestPostgres.database();
  private static OpenStore open;

  @BeforeAll
  static void open() {
    open = OpenStore.open(DATABASE, StoreSettings.defaults().withTimeLimits(LIMITS));
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void migrationsRunWithoutLimitsAndGiveThemBack() {
    for (int i = 0; i < 20; i++) {
      assertThat(
              open.jdbc()
                  .queryForList(
                      """
                      select current_setting('statement_timeout')
                       union all select current_setting('lock_timeout')
                       union all select current_setting('idle_in_transaction_session_timeout')
                      """,
                      String.class))
          .containsExactly("1s", "500ms", "20s");
    }
  }

  @Test
  void migrationHasAllTheTimeItNeeds() throws Exception {
    try (Connection unlimited = new UnlimitedConnections(open.dataSource()).getConnection();
        var statement = unlimited.createStatement()) {
      assertThat(statement.execute("select pg_sleep(1.2)")).isTrue();
    }
  }

  @Test
  void slowReadIsEndedAndRefused() throws Exception {
    String id = open.create(patient()).id();
    TimeLimits longLocks =
        new TimeLimits(LIMITS.read(), LIMITS.write(), Duration.ofSeconds(20), LIMITS.idle());
    OpenStore reader = OpenStore.open(DATABASE, StoreSettings.defaults().withTimeLimits(longLocks));
    try (Connection holder = open.dataSource().getConnection()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("lock table resource_patient in access exclusive mode");
      assertThatThrownBy(() -> reader.read("Patient", id))
          .isInstanceOfSatisfying(
              StoreException.class,
              refusal -> {
                assertThat(refusal.kind()).isEqualTo(Kind.TIMEOUT);
                assertThat(refusal.problems().get(0).key()).isEqualTo("time-limit");
              });
      holder.rollback();
      assertThat(reader.read("Patient", id).id()).isEqualTo(id);
    }
    reader.close();
  }

  @Test
  void writesHaveTheirOwnLimitAndLeaveNothingBehind() {
    List<Integer> before = rows();
    open.store()
        .write(
            CALLER,
            List.of(new WriteOperation.Create(patient(), null, null)),
            (caller, changes) -> sleep(1.2));
    assertThat(rows()).isNotEqualTo(before);
    List<Integer> between = rows();
    assertThatThrownBy(
            () ->
                open.store()
                    .write(
                        CALLER,
                        List.of(new WriteOperation.Create(patient(), null, null)),
                        (caller, changes) -> sleep(20)))
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.TIMEOUT));
    assertThat(rows()).isEqualTo(between);
  }

  @Test
  void lockThatIsNotGivenIsContentionAfterOneWait() throws Exception {
    String id = open.create(patient()).id();
    try (Connection holder = open.dataSource().getConnection()) {
      holder.setAutoCommit(false);
      holder
          .createStatement()
          .execute("select 1 from resource_patient where fhir_id = '" + id + "' for update");
      long start = System.nanoTime();
      assertThatThrownBy(() -> open.delete("Patient", id))
          .isInstanceOfSatisfying(
              StoreException.class,
              refusal -> {
                assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(refusal.problems().get(0).key()).isEqualTo("contention");
              });
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("not waited for again and again")
          .isBetween(Duration.ofMillis(450), Duration.ofMillis(2800));
      holder.rollback();
    }
    assertThat(open.delete("Patient", id).resource().deleted()).isTrue();
  }

  private static void sleep(double seconds) {
    new JdbcTemplate(open.dataSource()).execute("select pg_sleep(" + seconds + ")");
  }

  private static List<Integer> rows() {
    return open.jdbc()
        .queryForList(
            "select count(*)::int from resource_patient union all select count(*)::int from change_feed",
            Integer.class);
  }
}
