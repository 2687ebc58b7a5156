package org.xiangqiao.bench.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures are reported, not judged; what is judged is that every resource was decided rightly. */
class ValidationIT {

  private static final Path TARGET = Path.of("target", "validation").toAbsolutePath();
  private static final Path DOCUMENTS = Path.of("..", "..", "docs", "performance");

  @Test
  void everyResourceIsDecided() throws Exception {
    Files.createDirectories(TARGET);
    Map<String, Object> figures =
        new ValidationRun(TARGET, System.getProperty("validation.size")).run();
    String json =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures);
    String table = FiguresTable.of(figures);
    Files.writeString(TARGET.resolve("validation.json"), json + "\n");
    Files.writeString(TARGET.resolve("validation-table.md"), table);
    System.out.println(table);
    if (Boolean.getBoolean("validation.publish")) {
      Files.writeString(DOCUMENTS.resolve("validation.json"), json + "\n");
    }
    assertThat(figures).containsKeys("race", "freshStart", "hostile");
  }
}
