package org.xiangqiao.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xiangqiao.bench.engine.corpus.Corpus;
import org.xiangqiao.bench.engine.load.HitsCheck;
import org.xiangqiao.bench.engine.report.Findings;
import org.xiangqiao.bench.engine.report.Reports;
import org.xiangqiao.bench.engine.server.Servers;

/**
 * The race. Rates are reported, not judged; what is judged is that all were asked the same and
 * found as much. Reports: {@code target/engine/engine.json}, {@code engine-table.md}, {@code
 * engine.html}.
 */
class EngineIT {

  private static final Path TARGET = Path.of("target", "engine").toAbsolutePath();
  private static final Path DOCUMENTS = Path.of("..", "..", "docs", "performance");

  @Test
  void everybodyAnswersTheSameQuestions() throws Exception {
    EngineSettings settings = EngineSettings.read();
    Files.createDirectories(TARGET);
    CompletableFuture<Corpus> corpus = CompletableFuture.supplyAsync(() -> corpus(settings));
    try (Servers servers =
        new Servers(
            TARGET.resolve("run-" + ProcessHandle.current().pid()),
            Path.of(property("bench.server.jar")),
            property("bench.peer.classes")
                + File.pathSeparator
                + property("bench.peer.classpath"))) {
      Findings findings = new EngineRun(settings, corpus, servers, TARGET).run();
      new Reports().write(findings, TARGET);
      System.out.println(Files.readString(TARGET.resolve("engine-table.md")));
      if (Boolean.getBoolean("bench.publish")) {
        new Reports().publish(findings, DOCUMENTS);
      }
      assertThat(findings.measures()).isNotEmpty();
      assertThat(findings.measures()).filteredOn(each -> each.failed() > 0).isEmpty();
      assertThat(findings.hits()).filteredOn(hits -> !hits.same()).isEmpty();
      assertThat(findings.hits()).extracting(HitsCheck.Hits::ours).anyMatch(count -> count > 0);
    }
  }

  private static Corpus corpus(EngineSettings settings) {
    try {
      return Corpus.synthea(
          TARGET,
          property("bench.synthea.classpath"),
          settings.seed(),
          settings.patients(),
          settings.largest());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("no data", e);
    }
  }

  /** The property's value; {@code @file} stands for what is in the file. */
  private static String property(String name) throws IOException {
    String value = System.getProperty(name);
    return value.startsWith("@")
        ? Files.readString(Path.of(value.substring(1)), StandardCharsets.UTF_8).strip()
        : value;
  }
}
