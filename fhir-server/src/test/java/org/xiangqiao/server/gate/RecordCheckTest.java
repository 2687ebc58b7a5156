package org.xiangqiao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.store.OpenStore.FHIR;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.gate.county.County;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.Finding;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

class RecordCheckTest {

  private static final String CLAIMS =
      "{\"resourceType\":\"Patient\",\"meta\":{\"profile\":[\"https://example.org/none\"]}%s}";

  private static final MemoryDefinitions DEFINITIONS =
      new MemoryDefinitions(FHIR, new BaseDefinitions(new PublishedDefinitions(FHIR)), List.of());
  private static final County COUNTY =
      new County(
          "",
          new CompiledValidator(
              FHIR, DEFINITIONS, new MemoryCodes(DEFINITIONS), ValidationLimits.ordinary()),
          () -> null);

  @Test
  void aClaimedProfileThatNobodyKnowsIsNoErrorUnlessItIsToBeOne() {
    assertThat(rules(UnknownProfile.WARNING, "")).isEmpty();
    assertThat(rules(UnknownProfile.ERROR, "")).containsExactly("profile-unknown");
  }

  @Test
  void theRestOfTheResourceIsCheckedAllTheSame() {
    assertThat(rules(UnknownProfile.WARNING, ",\"gender\":\"x\""))
        .containsExactly("code-not-in-value-set");
  }

  private static List<String> rules(UnknownProfile unknown, String further) {
    GateSettings settings =
        new GateSettings(
            WritePolicy.REFUSE, List.of(), 100, 800, 16, unknown, Duration.ofSeconds(1), false);
    return new RecordCheck(tenant -> COUNTY, settings)
        .errors(1, "Patient", CLAIMS.formatted(further)).stream().map(Finding::ruleId).toList();
  }
}
