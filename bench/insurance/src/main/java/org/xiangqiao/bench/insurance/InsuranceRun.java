package org.xiangqiao.bench.insurance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.xiangqiao.bench.stage.counter.BackendClient;
import org.xiangqiao.bench.stage.counter.CounterNode;
import org.xiangqiao.bench.stage.counter.Resident;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.PlatformSettings;

/** All figures of one run. */
final class InsuranceRun {

  /** Of a visit's claim: 2201, 2203A, 2204, 2207. */
  private static final int MESSAGES = 4;

  private static final Duration LATENCY = Duration.ofMillis(200);

  /** How long the platform keeps those that wait. */
  private static final Duration HELD = Duration.ofSeconds(20);

  private static final String PROFILE =
      """
      name: bench
      transport:
        url: '{base}/fsi/api/rsfComIfsService/callService'
      receiver:
        system: HIS
        version: 1.0.0
      limits:
        connect: PT3S
        query: PT60S
        step: PT60S
        settle: PT1S
      """;

  /** Numbers of calls. */
  private record Size(int warm, int slow, int fast, int waiting, int reads, int floor) {

    static Size of(String name) {
      return switch (name) {
        case "full" -> new Size(1_500, 600, 3_000, 500, 400, 300);
        case "small" -> new Size(60, 25, 100, 100, 60, 30);
        default -> throw new IllegalArgumentException("full or small, not " + name);
      };
    }
  }

  private final Path target;
  private final Size size;
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<Resident> residents = new ArrayList<>();
  private int next;

  InsuranceRun(Path target, String size) {
    this.target = target;
    this.size = Size.of(size);
    figures.put("size", size);
  }

  Map<String, Object> run() throws Exception {
    figures.put("cores", Runtime.getRuntime().availableProcessors());
    figures.put("java", Runtime.version().toString());
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_connections", "200")
                .start();
        InsurancePlatform platform =
            new InsurancePlatform(
                PlatformSettings.of(BenefitPlanFile.example("suizhou-2023"))
                    .latency(LATENCY)
                    .build())) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      BackendClient client = new BackendClient();
      try (CounterNode node =
          new CounterNode(target, "server", List.of(), settings(url, platform, client))) {
        node.start();
        Till till = new Till(node.port(), client.token(node.port()));
        int needed = size.warm() + size.slow() + size.fast() + 3 * size.waiting();
        for (int number = 1; number <= needed; number++) {
          residents.add(new Resident(number, false));
        }
        residents.forEach(resident -> platform.insure(resident.person));
        till.store(residents);
        Pace.at(25, size.warm(), number -> till.settle(taken()));
        figures.put("share", share(till, new Floor(url)));
        figures.put("sustained", sustained(till));
        figures.put("waiting", waiting(till, platform, node, url));
      }
    }
    return figures;
  }

  private Map<String, String> settings(String url, InsurancePlatform platform, BackendClient client)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(client.registration());
    settings.put("spring.datasource.url", url);
    settings.put("spring.datasource.username", "postgres");
    settings.put("xiangqiao.fhir-package.install", "false");
    String insurance = "xiangqiao.insurance.";
    settings.put(insurance + "enabled", "true");
    settings.put(insurance + "at-once", String.valueOf(size.waiting()));
    String centre = insurance + "institutions." + Resident.CENTRE + ".";
    settings.put(centre + "name", "青石镇卫生院");
    settings.put(centre + "district", Resident.DISTRICT);
    settings.put(centre + "url", platform.url().toString());
    settings.put(
        centre + "profile", Files.writeString(target.resolve("bench.yaml"), PROFILE).toString());
    settings.put(centre + "operator.number", "9001");
    settings.put(centre + "operator.name", "自动");
    settings.put(centre + "operator.mac", "00-00-00-00-00-00");
    settings.put(centre + "operator.ip", "10.0.0.1");
    return settings;
  }

  private Resident taken() {
    return residents.get(next++);
  }

  /** At five a second; the platform's latency is known, so what is above it is ours. */
  private Map<String, Object> share(Till till, Floor floor) throws SQLException {
    Floor.Written before = floor.written();
    List<Till.Answer> answers = Pace.at(5, size.slow(), number -> till.settle(taken()));
    Floor.Written written = floor.written().since(before);
    require(answers);
    double waited = MESSAGES * (double) LATENCY.toMillis();
    Figures ours = new Figures(answers.stream().map(one -> one.millis() - waited).toList());
    int transactions = (int) Math.round((double) written.transactions() / size.slow());
    int bytes = (int) (written.bytes() / Math.max(1, written.transactions()));
    Figures least = floor.measure(transactions, bytes, MESSAGES, size.floor());
    Map<String, Object> share = new LinkedHashMap<>(ours.map());
    share.put("transactions", transactions);
    share.put("bytesOfEach", bytes);
    share.put("floor", least.map());
    share.put("timesFloor", ours.at(0.5) / least.at(0.5));
    return share;
  }

  private Map<String, Object> sustained(Till till) {
    long begin = System.nanoTime();
    List<Till.Answer> answers = Pace.at(50, size.fast(), number -> till.settle(taken()));
    double seconds = (System.nanoTime() - begin) / 1e9;
    Map<String, Object> sustained =
        new LinkedHashMap<>(new Figures(answers.stream().map(Till.Answer::millis).toList()).map());
    long settled = answers.stream().filter(Till.Answer::settled).count();
    sustained.put("settled", settled);
    sustained.put("aSecond", settled / seconds);
    return sustained;
  }

  /** As many as the cap lets in, all held by the platform; then some more. */
  private Map<String, Object> waiting(
      Till till, InsurancePlatform platform, CounterNode node, String url) throws Exception {
    Resident known = residents.get(0);
    // Threads and buffers of so many at once are there before; what a second time adds, counts.
    Map<String, Object> waiting = new LinkedHashMap<>();
    long memory = memory(node);
    Figures alone = reads(till, known);
    platform.faults(InsuranceFault.delay(Point.BEFORE, HELD).on("2201"));
    List<CompletableFuture<Till.Answer>> held = new ArrayList<>();
    for (int number = 0; number < size.waiting(); number++) {
      held.add(till.settle(taken()));
    }
    long end = System.nanoTime() + HELD.toNanos() / 2;
    while (calls(platform) < size.waiting() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    waiting.put("waiting", calls(platform));
    waiting.put("connections", connections(url));
    Figures beside = reads(till, known);
    waiting.put("addedMegabytes", memory(node) - memory);
    waiting.put("readsAlone", alone.map());
    waiting.put("readsBeside", beside.map());
    waiting.put("timesAlone", beside.at(0.99) / alone.at(0.99));
    long sent = platform.calls().size();
    Till.Answer above = till.settle(taken()).join();
    waiting.put("above", above.status());
    waiting.put("retryAfter", above.retryAfter());
    waiting.put("sentOfAbove", platform.calls().size() - sent);
    platform.faults(List.of());
    waiting.put(
        "settledAfterwards",
        held.stream().map(CompletableFuture::join).filter(one -> one.status() == 200).count());
    return waiting;
  }

  private long registered;

  private long calls(InsurancePlatform platform) {
    long now = platform.callCounts().getOrDefault("2201", 0L);
    if (registered == 0) {
      registered = size.warm() + size.slow() + size.fast();
    }
    return now - registered;
  }

  private Figures reads(Till till, Resident known) {
    return new Figures(
        Pace.at(100, size.reads(), number -> till.read(known)).stream()
            .map(Till.Answer::millis)
            .toList());
  }

  /** Connections that are at work or hold a transaction. */
  private static long connections(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where state like 'idle in%'"
                    + " and pid <> pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long memory(CounterNode node) throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(node.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static void require(List<Till.Answer> answers) {
    answers.stream()
        .filter(one -> !one.settled())
        .findFirst()
        .ifPresent(
            one -> {
              throw new IllegalStateException("not settled: " + one.status() + " " + one.body());
            });
  }
}
