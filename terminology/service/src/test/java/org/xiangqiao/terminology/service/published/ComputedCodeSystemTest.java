package org.xiangqiao.terminology.service.published;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.content.CodeSystemContent;

class ComputedCodeSystemTest {

  private final CodeSystemContent units =
      ComputedCodeSystem.all(FhirContext.forR4Cached()).get("http://unitsofmeasure.org");

  @Test
  void unitsAreTold() {
    assertThat(units.find("mm[Hg]"))
        .map(each -> each.display())
        .contains("(millimeter of mercury column)");
    assertThat(units.find("no unit")).isEmpty();
    assertThat(units.find(List.of("kg", "?", "mmol/L"))).containsOnlyKeys("kg", "mmol/L");
  }

  @Test
  void whatIsTooLongForAUnitIsNone() {
    assertThat(units.find("(".repeat(20_000))).isEmpty();
    assertThat(units.find("(".repeat(255))).isEmpty();
    assertThat(units.find("m" + ".m".repeat(50_000))).isEmpty();
    assertThat(units.find((String) null)).isEmpty();
  }

  /** A table that is read again for each unit takes 12 ms of them. */
  @Test
  void theTableIsReadOnce() {
    units.find("kg");
    long begin = System.nanoTime();
    for (int i = 1; i <= 500; i++) {
      assertThat(units.find("kg" + i)).isPresent();
    }
    assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
  }
}
