package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.book.MessageNumbers;
import org.xiangqiao.simulators.insurance.InsuranceCall;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;

/** Message ids (报文ID) beside another client that settles under the same code. */
class MessageNumbersTest {

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final String database = TestPostgres.jdbcUrl();
  private final InsuranceNode node =
      new InsuranceNode(database, platform.url(), Duration.ofSeconds(20)).work();

  @AfterEach
  void close() {
    node.close();
    platform.close();
  }

  /** Of all that leaves: sign-in, registration, settlement, questions, reversal, cancel. */
  @Test
  void eachMessageOfTwoNodesHasItsOwnNumberOutOfTheRange() throws Exception {
    platform.faults(
        InsuranceFault.of(Kind.DROP, Point.BEFORE).on("2207").times(1),
        InsuranceFault.of(Kind.DROP, Point.AFTER).on("2201").times(1));
    try (InsuranceNode other =
        new InsuranceNode(database, platform.url(), Duration.ofSeconds(20)).work()) {
      int number = 1201;
      for (InsuranceNode at : List.of(node, other, node, other)) {
        Bill bill = new Bill(at, String.valueOf(number++));
        platform.insure(bill.person);
        at.desk().submit(InsuranceNode.EMR, bill.claim(), bill.credential, Bill.COUNTER);
      }
    }
    List<String> ids = platform.calls().stream().map(InsuranceCall::msgid).toList();
    assertThat(platform.callCounts()).containsKeys("9001", "2201", "2207", "5203", "2601");
    // An institution of these nodes leaves 0 to 4999 to another client.
    assertThat(ids)
        .allMatch(id -> id.startsWith(InsuranceNode.CENTRE))
        .allMatch(id -> Integer.parseInt(id.substring(id.length() - 4)) >= 5000)
        .doesNotHaveDuplicates();
  }

  @Test
  void noNumberComesAgainBeforeAllOthersOfTheRangeWhoeverAsks() throws Exception {
    int first = 7000;
    int last = 7099;
    MessageNumbers numbers = new MessageNumbers(node.jdbc);
    ExecutorService nodes = Executors.newFixedThreadPool(8);
    List<Integer> given = new ArrayList<>();
    try {
      for (int round = 0; round < 3; round++) {
        List<Callable<Integer>> asked =
            Stream.<Callable<Integer>>generate(() -> () -> numbers.next(first, last))
                .limit(last - first + 1)
                .toList();
        List<Integer> ofRound = new ArrayList<>();
        for (Future<Integer> one : nodes.invokeAll(asked)) {
          ofRound.add(one.get());
        }
        assertThat(new HashSet<>(ofRound)).hasSize(last - first + 1);
        given.addAll(ofRound);
      }
    } finally {
      nodes.shutdownNow();
    }
    assertThat(given).allMatch(number -> number >= first && number <= last);
  }
}
