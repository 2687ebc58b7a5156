package org.xiangqiao.terminology.service.stored;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.lookup.TerminologyLookup.Code;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.service.CountedSystem;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.published.PublishedSource;

class SearchTerminologyTest {

  private static final String UNITS = "http://unitsofmeasure.org";

  private final CountedSystem counted = new CountedSystem(Samples.chain(300));
  private final SearchTerminology terminology = new SearchTerminology(counted.source(), 250);

  private static Code code(String code) {
    return new Code(Samples.SYSTEM, code);
  }

  @Test
  void whatIsBelowOrAboveIsOneQuery() {
    assertThat(terminology.below(code("c297")).orElseThrow())
        .containsExactlyInAnyOrder(code("c297"), code("c298"), code("c299"));
    assertThat(terminology.above(code("c99")).orElseThrow()).hasSize(100).contains(code("c0"));
    assertThat(counted.asked().get()).isEqualTo(4);
  }

  @Test
  void whatIsUnknownOrTooMuchIsNotAnswered() {
    assertThat(terminology.below(code("none"))).isEmpty();
    assertThat(terminology.below(code("c10"))).isEmpty();
    assertThat(terminology.below(new Code("urn:none", "x"))).isEmpty();
  }

  @Test
  void aUnitIsBelowItselfAlone() {
    SearchTerminology units =
        new SearchTerminology(
            new PublishedSource(new PublishedDefinitions(FhirContext.forR4Cached())), 250);
    assertThat(units.below(new Code(UNITS, "kg")).orElseThrow())
        .containsExactly(new Code(UNITS, "kg"));
  }
}
