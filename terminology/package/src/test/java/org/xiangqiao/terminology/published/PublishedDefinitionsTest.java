package org.xiangqiao.terminology.published;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;

/** The same as HAPI reads, only later. */
class PublishedDefinitionsTest {

  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

  private final FhirContext fhir = FhirContext.forR4Cached();
  private final PublishedDefinitions base = new PublishedDefinitions(fhir);

  @Test
  void everyDefinitionIsWhatHapiReads() {
    DefaultProfileValidationSupport hapi = new DefaultProfileValidationSupport(fhir);
    hapi.fetchValueSet("http://hl7.org/fhir/ValueSet/administrative-gender");
    List<IBaseResource> structures = hapi.fetchAllStructureDefinitions();
    assertThat(structures).hasSizeGreaterThan(600);
    Set<String> compared = new HashSet<>();
    for (IBaseResource each : hapi.fetchAllConformanceResources()) {
      MetadataResource expected = (MetadataResource) each;
      if (expected.getUrl().contains("hapifhir.io")) {
        continue;
      }
      IBaseResource found =
          switch (expected.fhirType()) {
            case "StructureDefinition" -> base.fetchStructureDefinition(expected.getUrl());
            case "ValueSet" -> base.fetchValueSet(expected.getUrl());
            case "CodeSystem" -> base.fetchCodeSystem(expected.getUrl());
            default -> null;
          };
      if (found != null) {
        MetadataResource same = (MetadataResource) found;
        assertThat(same.getIdPart()).isEqualTo(expected.getIdPart());
        // HAPI takes it from the entry's fullUrl.
        same.setId(expected.getId());
        assertThat(same.equalsDeep(expected)).as(expected.getUrl()).isTrue();
        compared.add(expected.fhirType() + " " + expected.getUrl());
      } else {
        assertThat(expected.fhirType()).as(expected.getUrl()).isEqualTo("SearchParameter");
      }
    }
    assertThat(compared).hasSizeGreaterThan(2500);
  }

  @Test
  void namesVersionsAndCapitalsAreUnderstood() {
    assertThat(base.fetchStructureDefinition("Patient")).isNotNull();
    assertThat(base.fetchStructureDefinition(CORE + "Patient|4.0.1")).isNotNull();
    assertThat(base.fetchStructureDefinition(CORE + "Nothing")).isNull();
    assertThat(((StructureDefinition) base.fetchStructureDefinition(CORE + "Code")).getType())
        .isEqualTo("Code");
    assertThat(base.typeNames()).contains("Patient", "dateTime", "Quantity");
  }
}
