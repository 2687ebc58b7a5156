package org.xiangqiao.bench.insurance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.simulators.insurance.InsuranceCall;

/** Our share of a settlement at five a second: all time but that which the platform takes. */
final class Share {

  private static final int A_SECOND = 5;

  /** Of a visit's claim, which the floor signs: 2201, 2203A, 2204, 2207. */
  private static final int MESSAGES = 4;

  private final Scene scene;
  private final String url;
  private final Path folder;
  private final Duration latency;

  /**
   * @param folder of PostgreSQL's log
   * @param latency of each answer of the platform
   */
  Share(Scene scene, String url, Path folder, Duration latency) {
    this.scene = scene;
    this.url = url;
    this.folder = folder;
    this.latency = latency;
  }

  /**
   * @param counted claims whose transactions are counted, before others are measured
   */
  Map<String, Object> measure(int counted, int measured) throws Exception {
    long logged = scene.books().logged();
    StatementLog.Counted found =
        new StatementLog(scene.books(), folder).during(() -> claims(counted));
    Files.writeString(
        folder.resolve("transactions.txt"),
        found.kinds().entrySet().stream()
            .map(kind -> kind.getValue() + " x " + kind.getKey() + "\n")
            .collect(Collectors.joining()));
    long bytes = (scene.books().logged() - logged) / Math.max(1, found.transactions());
    int transactions = (int) Math.round((double) found.transactions() / counted);
    try (Floor floor = new Floor(url, transactions, (int) bytes, MESSAGES)) {
      floor.begin();
      List<Till.Answer> answers = claims(measured);
      Figures least = floor.end();
      Figures ours = ours(answers);
      Map<String, Object> share = new LinkedHashMap<>(ours.map());
      share.put("transactions", transactions);
      share.put("otherTransactions", (double) found.others() / counted);
      share.put("bytesOfEach", bytes);
      share.put("statements", (double) found.statements() / counted);
      share.put("floor", least.map());
      share.put("timesFloor", ours.at(0.5) / least.at(0.5));
      return share;
    }
  }

  private List<Till.Answer> claims(int number) {
    List<Till.Answer> answers = Pace.at(A_SECOND, number, one -> scene.settle());
    answers.stream()
        .filter(one -> !one.settled())
        .findFirst()
        .ifPresent(
            one -> {
              throw new IllegalStateException("not settled: " + one.status() + " " + one.body());
            });
    return answers;
  }

  /** The platform's time is its latency for each message that it received of a claim. */
  private Figures ours(List<Till.Answer> answers) throws SQLException {
    Set<String> received =
        scene.platform().calls().stream().map(InsuranceCall::msgid).collect(Collectors.toSet());
    Map<String, Set<String>> sent = scene.books().messages();
    return new Figures(
        answers.stream()
            .map(
                one ->
                    one.millis()
                        - latency.toMillis()
                            * (double)
                                sent.get(one.claim()).stream().filter(received::contains).count())
            .toList());
  }
}
