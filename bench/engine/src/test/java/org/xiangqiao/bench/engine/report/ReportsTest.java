package org.xiangqiao.bench.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.bench.engine.ask.Scenarios;
import org.xiangqiao.bench.engine.load.HitsCheck;
import org.xiangqiao.bench.engine.load.Measure;

class ReportsTest {

  private static Measure measure(String target, int round, long answered) {
    Histogram times = new Histogram(3);
    times.recordValue(1500);
    return new Measure("read", target, 4, 1000, round, answered, 0, 2.0, 1, times);
  }

  private static Findings findings() {
    Findings findings = new Findings(Scenarios.all());
    findings.about().put("cores", 2);
    findings.measures().add(measure("ours", 1, 800));
    findings.measures().add(measure("ours", 2, 10_000));
    findings.measures().add(measure("ours", 3, 1_200));
    findings.measures().add(measure("peer", 1, 100));
    findings.hits().add(new HitsCheck.Hits("read", 8, 8, 8, 8, ""));
    return findings;
  }

  @Test
  void ratioIsOfTheMediansOfTheRounds(@TempDir Path directory) throws Exception {
    new Reports().write(findings(), directory);
    JsonNode line =
        new ObjectMapper().readTree(directory.resolve("engine.json").toFile()).at("/cases/0");
    assertThat(line.at("/ours/perSecond").asDouble()).isEqualTo(600);
    assertThat(line.path("ratio").asDouble()).isEqualTo(12);
    assertThat(line.path("must").asDouble()).isEqualTo(5);
    assertThat(line.path("raw").isNull()).isTrue();
    assertThat(Files.readString(directory.resolve("engine-table.md"))).contains("**12.0**");
  }

  @Test
  void pageOfChartsNeedsNothingElse(@TempDir Path directory) throws Exception {
    new Reports().write(findings(), directory);
    String page = Files.readString(directory.resolve("engine.html"));
    // Not assertThat(page): a failure would print the library.
    assertThat(page.contains("\"ratio\":12.0")).isTrue();
    assertThat(page.contains("echarts.init")).isTrue();
    assertThat(page.contains("/*data*/") || page.contains("/*library*/")).isFalse();
    assertThat(page.contains("<script src") || page.contains("<link ")).isFalse();
  }

  @Test
  void figuresTakeTheirPlaceInThePage(@TempDir Path directory) throws Exception {
    Path page = directory.resolve("engine.md");
    Files.writeString(
        page,
        "before\n<!-- figures: written by the run -->\nold\n<!-- end of figures -->\nafter\n");
    new Reports().publish(findings(), directory);
    assertThat(Files.readString(page))
        .startsWith("before\n")
        .contains("**12.0**")
        .doesNotContain("old")
        .endsWith("<!-- end of figures -->\nafter\n");
  }
}
