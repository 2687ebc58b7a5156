package org.xiangqiao.bench.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures are reported, not judged; what is judged is that settlements end. */
class InsuranceIT {

  private static final Path TARGET = Path.of("target", "insurance").toAbsolutePath();
  private static final Path DOCUMENTS = Path.of("..", "..", "docs", "performance");

  @Test
  void everySettlementIsAnswered() throws Exception {
    Files.createDirectories(TARGET);
    Map<String, Object> figures =
        new InsuranceRun(TARGET, System.getProperty("insurance.size")).run();
    String json =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures);
    String table = FiguresTable.of(figures);
    Files.writeString(TARGET.resolve("insurance.json"), json + "\n");
    Files.writeString(TARGET.resolve("insurance-table.md"), table);
    System.out.println(table);
    if (Boolean.getBoolean("insurance.publish")) {
      Files.writeString(DOCUMENTS.resolve("insurance.json"), json + "\n");
    }
    assertThat(figures).containsKeys("share", "sustained", "waiting");
  }
}
