package org.xiangqiao.terminology.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.lookup.TerminologyLookup.Code;
import org.xiangqiao.terminology.published.PublishedDefinitions;

/** Value sets and hierarchies that FHIR R4 publishes. */
class R4LookupTest {

  private static final String GENDER = "http://hl7.org/fhir/administrative-gender";
  private static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

  private final TerminologyLookup lookup =
      new R4Lookup(new PublishedDefinitions(FhirContext.forR4Cached()));

  private static Code[] codes(String system, String... codes) {
    return Stream.of(codes).map(code -> new Code(system, code)).toArray(Code[]::new);
  }

  @Test
  void valueSetOfAWholeSystem() {
    assertThat(lookup.expand("http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1"))
        .hasValueSatisfying(
            codes ->
                assertThat(codes)
                    .containsExactlyInAnyOrder(
                        codes(GENDER, "male", "female", "other", "unknown")));
  }

  @Test
  void valueSetByHierarchy() {
    assertThat(lookup.expand("http://terminology.hl7.org/ValueSet/v3-ActEncounterCode"))
        .hasValueSatisfying(
            codes ->
                assertThat(codes)
                    .contains(codes(ACT, "AMB", "IMP", "HH"))
                    .doesNotContain(new Code(ACT, "ACCTRECEIVABLE")));
  }

  @Test
  void belowAndAbove() {
    assertThat(lookup.below(new Code(ACT, "IMP")))
        .hasValueSatisfying(
            codes ->
                assertThat(codes).containsExactlyInAnyOrder(codes(ACT, "IMP", "ACUTE", "NONAC")));
    assertThat(lookup.above(new Code(ACT, "ACUTE")))
        .hasValueSatisfying(codes -> assertThat(codes).contains(codes(ACT, "ACUTE", "IMP")));
  }

  @Test
  void whatIsNotPublishedInFullIsNotKnown() {
    assertThat(lookup.expand("urn:nothing")).isEmpty();
    assertThat(lookup.below(new Code("http://snomed.info/sct", "73211009"))).isEmpty();
    assertThat(lookup.below(new Code(GENDER, "nobody"))).isEmpty();
  }
}
