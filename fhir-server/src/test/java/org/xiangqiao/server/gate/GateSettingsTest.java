package org.xiangqiao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.gate.GateSettings.Rule;

class GateSettingsTest {

  private static final String RESIDENT = "https://fhir.xiangqiao.org/StructureDefinition/resident";

  private final GateSettings settings =
      new GateSettings(
          WritePolicy.REFUSE,
          List.of(
              new Rule("old-emr", "Patient", null, WritePolicy.TAG),
              new Rule("old-emr", null, null, WritePolicy.OFF),
              new Rule(null, null, RESIDENT, WritePolicy.TAG)),
          100,
          800,
          16,
          UnknownProfile.WARNING,
          Duration.ofSeconds(1),
          false);

  @Test
  void theFirstRuleThatFitsDecides() {
    assertThat(settings.of("old-emr", "Patient", List.of())).isEqualTo(WritePolicy.TAG);
    assertThat(settings.of("old-emr", "Observation", List.of(RESIDENT))).isEqualTo(WritePolicy.OFF);
    assertThat(settings.of("new-emr", "Patient", List.of("urn:other", RESIDENT)))
        .isEqualTo(WritePolicy.TAG);
  }

  @Test
  void withoutOneTheGeneralPolicyHolds() {
    assertThat(settings.of("new-emr", "Patient", List.of())).isEqualTo(WritePolicy.REFUSE);
  }
}
