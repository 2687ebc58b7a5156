package org.xiangqiao.integration.insurance.estimate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that stop the start. */
class EstimatesTest {

  @TempDir Path folder;

  private void open(Path plan) {
    Estimates.open(new EstimateSettings(List.of(plan.toString())), null, Clock.systemUTC());
  }

  @Test
  void aPlanThatDoesNotSayWhoseItIs() throws IOException {
    Path plan =
        Files.writeString(
            folder.resolve("plan.json"),
            "{\"county\":\"990101\",\"source\":\"nobody\",\"from\":\"2026-01-01\"}");
    assertThatThrownBy(() -> open(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("缺少 name")
        .hasMessageContaining("plan.json");
  }

  @Test
  void aPlanThatIsNotThere() {
    assertThatThrownBy(() -> open(folder.resolve("nowhere.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nowhere.json");
  }
}
