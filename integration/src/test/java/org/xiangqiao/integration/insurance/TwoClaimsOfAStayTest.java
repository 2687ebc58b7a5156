package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Two claims of one stay, handed in at two nodes at the same moment. */
class TwoClaimsOfAStayTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void oneIsSettledAndTheOtherRefused() throws Exception {
    String url = TestPostgres.jdbcUrl();
    try (InsurancePlatform platform = InsurancePlatform.start();
        InsuranceNode first = new InsuranceNode(url, platform.url(), LONG).work();
        InsuranceNode second = new InsuranceNode(url, platform.url(), LONG).work()) {
      StayBill stay = new StayBill(first, "0077");
      platform.insure(stay.resident.person);
      stay.discharged();
      first
          .visits()
          .register(
              InsuranceNode.EMR,
              stay.encounterId,
              stay.resident.coverageId,
              stay.resident.credential,
              Bill.COUNTER);
      List<CompletableFuture<String>> both;
      try (Connection holding = DriverManager.getConnection(url);
          Statement statement = holding.createStatement()) {
        holding.setAutoCommit(false);
        statement.execute("select from insurance_case where kind = 'visit' for update");
        both = Stream.of(submit(first, stay, "C1"), submit(second, stay, "C2")).toList();
        await().atMost(LONG).until(() -> waiting(first) == 2);
        holding.commit();
      }
      assertThat(both.stream().map(CompletableFuture::join))
          .containsExactlyInAnyOrder("complete", Reason.OTHER_BILLS.name());
      assertThat(platform.judge().standing()).hasSize(1);
      assertThat(platform.callCounts()).containsEntry("2304", 1L);
      assertThat(
              first.jdbc.queryForObject(
                  "select count(*) from insurance_case where kind = 'claim'", Long.class))
          .isEqualTo(1);
    }
  }

  private static CompletableFuture<String> submit(
      InsuranceNode node, StayBill stay, String identifier) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return node.response(
                    node.desk()
                        .submit(
                            InsuranceNode.EMR,
                            stay.claim(identifier, 1, 3),
                            stay.resident.credential,
                            Bill.COUNTER))
                .getOutcome()
                .toCode();
          } catch (DeskException refused) {
            return refused.reason().name();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "counter").start());
  }

  private static int waiting(InsuranceNode node) {
    return node.jdbc.queryForObject(
        "select count(*)::int from pg_stat_activity"
            + " where datname = current_database() and wait_event_type = 'Lock'",
        Integer.class);
  }
}
