package org.xiangqiao.server.security.scope;

import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.CREATE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.DELETE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.EXTENDED_OPERATION_TYPE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.HISTORY_INSTANCE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.HISTORY_SYSTEM;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.HISTORY_TYPE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.METADATA;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.PATCH;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.READ;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.SEARCH_TYPE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.UPDATE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.VREAD;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InteractionNeedsTest {

  private final InteractionNeeds needs = new InteractionNeeds(FhirContext.forR4Cached());

  @Test
  void eachInteractionNeedsItsLetter() {
    assertThat(of(METADATA, null)).isEmpty();
    assertThat(of(READ, "Patient")).containsExactly("system/Patient.r");
    assertThat(of(VREAD, "Patient")).containsExactly("system/Patient.r");
    assertThat(of(HISTORY_INSTANCE, "Patient")).containsExactly("system/Patient.r");
    assertThat(of(HISTORY_TYPE, "Patient")).containsExactly("system/Patient.s");
    assertThat(of(HISTORY_SYSTEM, null)).containsExactly("system/*.s");
    assertThat(of(SEARCH_TYPE, "Patient")).containsExactly("system/Patient.s");
    assertThat(of(CREATE, "Patient")).containsExactly("system/Patient.c");
    assertThat(of(UPDATE, "Patient")).containsExactly("system/Patient.u");
    assertThat(of(PATCH, "Patient")).containsExactly("system/Patient.u");
    assertThat(of(DELETE, "Patient")).containsExactly("system/Patient.d");
  }

  @Test
  void criteriaNeedSearchToo() {
    assertThat(scopes(UPDATE, "Patient", Map.of(), true))
        .containsExactly("system/Patient.u", "system/Patient.s");
    assertThat(scopes(DELETE, "Patient", Map.of(), true))
        .containsExactly("system/Patient.d", "system/Patient.s");
    assertThat(scopes(CREATE, "Patient", Map.of(), true)).containsExactly("system/Patient.c");
  }

  @Test
  void everyRestOperationWithoutARuleNeedsEverything() {
    assertThat(of(EXTENDED_OPERATION_TYPE, "Patient"))
        .containsExactly("system/*.c", "system/*.r", "system/*.u", "system/*.d", "system/*.s");
  }

  @Test
  void includedTypesNeedSearch() {
    assertThat(search("Immunization", "_include", "Immunization:patient"))
        .containsExactly("system/Immunization.s", "system/Patient.s");
    assertThat(search("Observation", "_include", "Observation:subject:Patient"))
        .containsExactly("system/Observation.s", "system/Patient.s");
    assertThat(search("Observation", "_include", "Observation:subject"))
        .contains("system/Patient.s", "system/Group.s", "system/Device.s", "system/Location.s");
    assertThat(search("Patient", "_include:iterate", "Patient:*"))
        .containsExactly("system/Patient.s", "system/*.s");
    assertThat(search("Patient", "_include", "*")).contains("system/*.s");
    assertThat(search("Patient", "_revinclude", "Immunization:patient"))
        .containsExactly("system/Patient.s", "system/Immunization.s");
    assertThat(search("Patient", "_revinclude", "*")).contains("system/*.s");
  }

  @Test
  void typesThatAreLookedIntoNeedSearch() {
    assertThat(search("Immunization", "patient.identifier", "x"))
        .containsExactly("system/Immunization.s", "system/Patient.s");
    assertThat(search("Observation", "subject:Patient.name", "x"))
        .containsExactly("system/Observation.s", "system/Patient.s");
    assertThat(search("Observation", "subject:Patient.organization.name", "x"))
        .contains("system/Patient.s", "system/Organization.s");
    assertThat(search("Patient", "_has:Observation:patient:code", "x"))
        .containsExactly("system/Patient.s", "system/Observation.s");
    assertThat(search("Immunization", "unknown.name", "x")).contains("system/*.s");
    assertThat(search("Patient", "name:exact", "x")).containsExactly("system/Patient.s");
  }

  private List<String> of(RestOperationTypeEnum interaction, String type) {
    return scopes(interaction, type, Map.of(), false);
  }

  private List<String> search(String type, String parameter, String value) {
    return scopes(SEARCH_TYPE, type, Map.of(parameter, List.of(value)), false);
  }

  private List<String> scopes(
      RestOperationTypeEnum interaction,
      String type,
      Map<String, List<String>> parameters,
      boolean conditional) {
    return needs.of(interaction, type, parameters, conditional).stream().map(Need::scope).toList();
  }
}
