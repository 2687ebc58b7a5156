package org.xiangqiao.terminology.validation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.validation.UnusableProfileException.Reason;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** Profiles behind those of R4: a county's own. */
class FurtherProfilesTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final String BROKEN = "https://example.org/StructureDefinition/broken";
  private static final String R4 = "http://hl7.org/fhir/StructureDefinition/Basic";

  private final MemoryDefinitions definitions = new MemoryDefinitions(FHIR, List.of());
  private final MemoryCodes codes = new MemoryCodes(definitions);
  private final CompiledValidator base =
      new CompiledValidator(FHIR, definitions, codes, ValidationLimits.ordinary());
  private final List<String> asked = new ArrayList<>();

  private Optional<StructureDefinition> further(String canonical) {
    asked.add(canonical);
    if (canonical.equals(BROKEN)) {
      throw new UnusableProfileException(
          List.of(new Reason("profile-min", List.of(BROKEN, "Basic.code", "0", "1"))));
    }
    return Optional.empty();
  }

  private List<Finding> findings(String profile) {
    return base
        .with(this::further, codes)
        .validate(
            """
            {"resourceType":"Basic","meta":{"profile":["%s"]},"code":{"text":"x"}}"""
                .formatted(profile))
        .stream()
        .filter(each -> each.error() || each.ruleId().equals("profile-unknown"))
        .toList();
  }

  @Test
  void whatR4DefinesIsNotLookedForElsewhere() {
    assertThat(findings(R4)).isEmpty();
    assertThat(asked).doesNotContain(R4);
  }

  @Test
  void aProfileThatCannotBeUsedIsToldWithItsReasonAndAcceptsNothing() {
    assertThat(findings(BROKEN))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.ruleId()).isEqualTo("profile-min");
              assertThat(finding.args()).contains(BROKEN, "Basic.code");
            });
  }

  @Test
  void aProfileThatNobodyKnowsIsNamed() {
    assertThat(findings("https://example.org/none"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.ruleId()).isEqualTo("profile-unknown");
              assertThat(finding.error()).as("as HL7's validator has it").isFalse();
              assertThat(finding.args()).containsExactly("https://example.org/none");
            });
  }
}
