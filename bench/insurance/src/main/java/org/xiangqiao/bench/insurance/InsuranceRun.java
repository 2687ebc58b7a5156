package org.xiangqiao.bench.insurance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xiangqiao.bench.stage.counter.BackendClient;
import org.xiangqiao.bench.stage.counter.CounterNode;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.PlatformSettings;

/** All figures of one run. */
final class InsuranceRun {

  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final int WARMING_AT_ONCE = 16;
  private static final int WARMING_FOR_COST = 40;

  private final Path target;
  private final Size size;
  private final Map<String, Object> figures = new LinkedHashMap<>();

  InsuranceRun(Path target, String size) {
    this.target = target;
    this.size = Size.of(size);
    figures.put("size", size);
  }

  Map<String, Object> run() throws Exception {
    figures.put("cores", Runtime.getRuntime().availableProcessors());
    figures.put("java", Runtime.version().toString());
    try (EmbeddedPostgres postgres = postgres();
        InsurancePlatform platform =
            new InsurancePlatform(
                PlatformSettings.of(BenefitPlanFile.example("suizhou-2023"))
                    .latency(LATENCY)
                    .build())) {
      String url = postgres.getJdbcUrl("postgres", "postgres");
      BackendClient client = new BackendClient();
      try (CounterNode node = BenchServer.of(target, url, platform.url(), client, size.waiting())) {
        node.start();
        Till till = new Till(node.port(), client.token(node.port()));
        Scene scene = new Scene(node, platform, new OurBooks(url), till);
        scene.residents(size.residents());
        Pace.asAnswered(
            size.costOnly() ? WARMING_FOR_COST : WARMING_AT_ONCE,
            size.warm(),
            one -> scene.settle());
        if (size.costOnly()) {
          figures.put("cost", new Cost(scene, target).measure(size.counted(), size.slow()));
          figures.put("ledger", Verdict.of(scene));
          return figures;
        }
        figures.put(
            "share", new Share(scene, url, target, LATENCY).measure(size.counted(), size.slow()));
        figures.put("sustained", new Sustained(scene).measure(size.fast()));
        figures.put("waiting", new Waiting(scene).measure(size.waiting(), size.reads()));
        figures.put("ledger", Verdict.of(scene));
      }
    }
    return figures;
  }

  /** What it has committed is on the disk. */
  private EmbeddedPostgres postgres() throws IOException {
    Files.deleteIfExists(target.resolve(StatementLog.NAME));
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("shared_buffers", "256MB")
        .setServerConfig("max_connections", "200")
        .setServerConfig("logging_collector", "on")
        .setServerConfig("log_directory", "'" + target + "'")
        .setServerConfig("log_filename", StatementLog.NAME)
        .setServerConfig("log_line_prefix", "'" + StatementLog.PREFIX + "'")
        .setServerConfig("log_file_mode", "0644")
        .start();
  }
}
