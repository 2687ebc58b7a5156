package org.xiangqiao.bench.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferencesDocumentTest {

  @Test
  void theDocumentSaysWhatTheFileSays() throws IOException {
    Path document = Path.of("..", "..", "docs", "conformance", "differences.md");
    assertThat(Files.readString(document))
        .as("run once with -Doracle.publish=true")
        .isEqualTo(DifferencesDocument.render(Differences.read()));
  }

  @Test
  void eachDifferenceIsNamedOnceAndSaysWhoIsRight() throws IOException {
    Set<String> names = new HashSet<>();
    for (Difference each : Differences.read().all()) {
      assertThat(names.add(each.name())).as(each.name()).isTrue();
      assertThat(each.right()).as(each.name()).isIn("ours", "peer", "both");
      assertThat(each.verdicts()).as(each.name()).isNotEmpty();
    }
  }
}
