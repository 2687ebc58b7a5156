package org.xiangqiao.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.patient;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteParticipant;

/** The database goes away and comes back: clear refusals, nothing half-written, no restart. */
class UnavailableTest {

  private final DataSource database = TestPostgres.database();
  private final JdbcTemplate admin = new JdbcTemplate(TestPostgres.emptyDatabase());
  private OpenStore open;
  private String name;

  @BeforeEach
  void open() {
    open = OpenStore.open(database, StoreSettings.defaults());
    name = open.jdbc().queryForObject("select current_database()", String.class);
    ((HikariDataSource) open.dataSource()).setConnectionTimeout(500);
  }

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void refusesWhileTheDatabaseIsGoneAndWorksAgainAfterwards() {
    String id = open.create(patient()).id();
    admin.execute("alter database " + name + " allow_connections false");
    kill();
    assertUnavailable(() -> open.create(patient()), "database-unavailable");
    assertUnavailable(() -> open.store().read(CALLER, "Patient", id), "database-unavailable");

    admin.execute("alter database " + name + " allow_connections true");
    await()
        .ignoreException(StoreException.class)
        .until(() -> open.create(patient()).version() == 1);
    await()
        .ignoreException(StoreException.class)
        .until(() -> open.read("Patient", id).version() == 1);
  }

  @Test
  void connectionLostBeforeTheCommitWritesNothingAndSaysThatItIsNotKnown() {
    assertUnavailable(() -> put("lost-at-commit", (caller, changes) -> kill()), "commit-unknown");
    await()
        .ignoreException(StoreException.class)
        .until(() -> open.store().read(CALLER, "Patient", "lost-at-commit").isEmpty());
  }

  @Test
  void connectionLostInAParticipantWritesNothing() {
    JdbcTemplate own = open.jdbc();
    WriteParticipant participant =
        (caller, changes) -> {
          kill();
          own.queryForObject("select 1", Integer.class);
        };
    assertUnavailable(() -> put("lost-inside", participant), "database-unavailable");
    await()
        .ignoreException(StoreException.class)
        .until(() -> open.store().read(CALLER, "Patient", "lost-inside").isEmpty());
  }

  private void put(String id, WriteParticipant participant) {
    Patient patient = patient();
    patient.setId(id);
    open.store()
        .write(CALLER, List.of(new WriteOperation.Update(patient, null, null, null)), participant);
  }

  /** Ends every connection of the store, as a failover does. */
  private void kill() {
    admin.queryForList(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ?",
        Boolean.class,
        name);
  }

  private static void assertUnavailable(Runnable work, String key) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
              assertThat(refusal.problems().get(0).key()).isEqualTo(key);
            });
  }
}
