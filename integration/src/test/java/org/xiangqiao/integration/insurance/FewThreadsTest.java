package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** More claims at the same moment than a node works on at once. */
class FewThreadsTest {

  private static final int COUNTERS = 8;

  /** Less than a lease, after which any claim would be taken up again. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final InsuranceNode node =
      new InsuranceNode(TestPostgres.jdbcUrl(), platform.url(), WAIT, 1).work();

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  @Test
  void whatIsTakenInIsSettledWithoutWaitingForALease() throws Exception {
    List<Bill> bills = new ArrayList<>();
    for (int n = 1; n <= COUNTERS; n++) {
      Bill bill = new Bill(node, "090" + n);
      platform.insure(bill.person);
      bills.add(bill);
    }
    CyclicBarrier together = new CyclicBarrier(COUNTERS);
    ExecutorService counters = Executors.newFixedThreadPool(COUNTERS);
    int settled = 0;
    try {
      List<Callable<RemittanceOutcome>> calls = new ArrayList<>();
      bills.forEach(bill -> calls.add(() -> outcome(bill, together)));
      for (Future<RemittanceOutcome> call : counters.invokeAll(calls)) {
        if (call.get() != null) {
          assertThat(call.get()).isEqualTo(RemittanceOutcome.COMPLETE);
          settled++;
        }
      }
    } finally {
      counters.shutdownNow();
    }
    assertThat(settled).isPositive();
    assertThat(platform.judge().standing()).hasSize(settled);
    assertThat(platform.judge().doubles()).isEmpty();
  }

  /** Null if the counter was told to come again, before anything was sent. */
  private RemittanceOutcome outcome(Bill bill, CyclicBarrier together) throws Exception {
    together.await();
    try {
      return node.response(
              node.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER))
          .getOutcome();
    } catch (DeskException busy) {
      assertThat(busy.reason()).isEqualTo(DeskException.Reason.BUSY);
      return null;
    }
  }
}
