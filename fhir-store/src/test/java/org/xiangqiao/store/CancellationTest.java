package org.xiangqiao.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A read that waits in the database can be given up; a write cannot. */
class CancellationTest {

  private static OpenStore open;

  @BeforeAll
  static void open() {
    open = OpenStore.open();
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void searchThatWaitsInTheDatabaseIsGivenUp() throws Exception {
    Cancellation cancellation = new Cancellation();
    try (Connection holder = locked("resource_goal")) {
      CompletableFuture<Object> search =
          CompletableFuture.supplyAsync(
              () ->
                  during(
                      cancellation,
                      () ->
                          open.store().search(CALLER, new SearchRequest("Goal", Map.of(), false))));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!search.isDone() && System.nanoTime() < end) {
        cancellation.cancelIf(0, () -> waiting("resource_goal") > 0);
        Thread.onSpinWait();
      }
      assertThatThrownBy(search::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(StoreException.class)
          .satisfies(
              failure ->
                  assertThat(((StoreException) failure.getCause()).problems().get(0).key())
                      .isEqualTo("read-cancelled"));
      assertThat(waiting("resource_goal")).isZero();
      holder.rollback();
    }
    assertThatThrownBy(
            () ->
                during(
                    cancellation,
                    () -> open.store().search(CALLER, new SearchRequest("Goal", Map.of(), false))))
        .isInstanceOf(StoreException.class);
    assertThat(open.store().search(CALLER, new SearchRequest("Goal", Map.of(), false)).matches())
        .isEmpty();
  }

  @Test
  void nobodyIsAskedOutsideAReadOrBeforeItsTime() {
    Cancellation cancellation = new Cancellation();
    assertThat(cancellation.cancelIf(0, () -> true)).isFalse();
    StoredResource written =
        during(
            cancellation,
            () -> {
              assertThat(cancellation.cancelIf(0, () -> true)).isFalse();
              return open.create(OpenStore.patient());
            });
    assertThat(during(cancellation, () -> open.store().read(CALLER, "Patient", written.id())))
        .contains(written);
  }

  private static <T> T during(Cancellation cancellation, Supplier<T> work) {
    try (Cancellation.Binding bound = cancellation.bind()) {
      return work.get();
    }
  }

  private static Connection locked(String table) throws SQLException {
    Connection holder = open.dataSource().getConnection();
    holder.setAutoCommit(false);
    holder.createStatement().execute("lock table " + table + " in access exclusive mode");
    return holder;
  }

  private static int waiting(String table) {
    List<Integer> found =
        open.jdbc()
            .queryForList(
                "select 1 from pg_stat_activity where datname = current_database()"
                    + " and wait_event_type = 'Lock' and state = 'active' and query like ?",
                Integer.class,
                "%" + table + "%");
    return found.size();
  }
}
