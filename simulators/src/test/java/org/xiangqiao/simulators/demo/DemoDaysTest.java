package org.xiangqiao.simulators.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.simulators.emr.EmrMessage;

class DemoDaysTest {

  private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 9, 3, 15, 20);
  @TempDir Path directory;

  @Test
  void aSecondStartSendsTheNextDayOfTheSameTownship() throws Exception {
    Path file = directory.resolve("demo").resolve("emr.properties");
    DemoDays first = DemoDays.next(file, 60, NOW);
    first.done();
    DemoDays second = DemoDays.next(file, 999, NOW.plusMinutes(3));

    assertThat(second.run()).isEqualTo(2);
    assertThat(second.township()).isEqualTo(first.township());
    assertThat(second.opening()).isEqualTo(first.closing());
    assertThat(second.closing()).isBefore(NOW.plusMinutes(3));
    Set<String> controlIds = new HashSet<>();
    first.messages().forEach(m -> controlIds.add(m.controlId()));
    assertThat(second.messages())
        .map(EmrMessage::controlId)
        .doesNotContainAnyElementsOf(controlIds);
  }

  @Test
  void aDayThatWasNotSentToItsEndIsSentAgain() throws Exception {
    Path file = directory.resolve("emr.properties");
    DemoDays first = DemoDays.next(file, 60, NOW);
    assertThat(DemoDays.next(file, 60, NOW)).isEqualTo(first);
  }
}
