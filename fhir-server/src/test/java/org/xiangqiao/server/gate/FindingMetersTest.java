package org.xiangqiao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class FindingMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FindingMeters meters = new FindingMeters(registry);

  private double counted(String sender, String rule) {
    return registry
        .get("xiangqiao.validation.findings")
        .tags("sender", sender, "rule", rule)
        .counter()
        .count();
  }

  @Test
  void countsBySenderAndRule() {
    meters.count("emr-1", "Patient", "too-few", "refused");
    meters.count("emr-1", "Patient", "too-few", "refused");
    meters.count("emr-2", "Patient", "too-few", "refused");
    assertThat(counted("emr-1", "too-few")).isEqualTo(2);
    assertThat(counted("emr-2", "too-few")).isEqualTo(1);
  }

  @Test
  void growsNoFurtherThanItsLimit() {
    for (int i = 0; i < FindingMeters.MOST + 50; i++) {
      meters.count("emr-" + i, "Patient", "too-few", "refused");
    }
    assertThat(registry.getMeters()).hasSize(FindingMeters.MOST + 1);
    assertThat(counted("other", "other")).isEqualTo(50);
    meters.count("emr-0", "Patient", "too-few", "refused");
    assertThat(counted("emr-0", "too-few")).isEqualTo(2);
  }
}
