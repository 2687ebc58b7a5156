package org.xiangqiao.bench.insurance;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Speed is reported, not judged; what is judged is that every settlement ends, and only once. */
class InsuranceIT {

  private static final Path TARGET = Path.of("target", "insurance").toAbsolutePath();
  private static final Path DOCUMENTS = Path.of("..", "..", "docs", "performance");

  private static final Map<String, Object> INTACT =
      Map.of("open", 0L, "doubles", 0, "lost", 0, "missing", 0, "balances", true);

  /** The claim above the cap. */
  private static final Map<String, Object> REFUSED = Map.of("above", 503, "sentOfAbove", 0L);

  @Test
  void everySettlementIsAnswered() throws Exception {
    Files.createDirectories(TARGET);
    Map<String, Object> figures =
        new InsuranceRun(TARGET, System.getProperty("insurance.size")).run();
    String json =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(figures);
    String table = figures.containsKey("cost") ? json : FiguresTable.of(figures);
    Files.writeString(TARGET.resolve("insurance.json"), json + "\n");
    Files.writeString(TARGET.resolve("insurance-table.md"), table);
    System.out.println(table);
    if (figures.containsKey("share") && Boolean.getBoolean("insurance.publish")) {
      Files.writeString(DOCUMENTS.resolve("insurance.json"), json + "\n");
    }
    assertThat(figures).extractingByKey("ledger", as(MAP)).containsAllEntriesOf(INTACT);
    if (figures.containsKey("cost")) {
      return;
    }
    assertThat(figures).extractingByKey("waiting", as(MAP)).containsAllEntriesOf(REFUSED);
  }
}
