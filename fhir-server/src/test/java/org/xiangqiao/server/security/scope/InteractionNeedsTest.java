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
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.SEARCH_SYSTEM;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.SEARCH_TYPE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.UPDATE;
import static ca.uhn.fhir.rest.api.RestOperationTypeEnum.VREAD;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InteractionNeedsTest {

  private final InteractionNeeds needs = new InteractionNeeds();

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
    assertThat(scopes(UPDATE, "Patient", true))
        .containsExactly("system/Patient.u", "system/Patient.s");
    assertThat(scopes(DELETE, "Patient", true))
        .containsExactly("system/Patient.d", "system/Patient.s");
    assertThat(scopes(CREATE, "Patient", true)).containsExactly("system/Patient.c");
  }

  @Test
  void everyRestOperationWithoutARuleNeedsEverything() {
    assertThat(of(EXTENDED_OPERATION_TYPE, "Patient"))
        .containsExactly("system/*.c", "system/*.r", "system/*.u", "system/*.d", "system/*.s");
  }

  @Test
  void typesThatAreIncludedOrLookedIntoNeedSearch() {
    assertThat(scopes(SEARCH_TYPE, "Immunization", false, "Patient"))
        .containsExactly("system/Immunization.s", "system/Patient.s");
    assertThat(scopes(SEARCH_TYPE, "Patient", false, "*"))
        .containsExactly("system/Patient.s", "system/*.s");
    assertThat(scopes(UPDATE, "Patient", true, "Observation"))
        .containsExactly("system/Patient.u", "system/Patient.s", "system/Observation.s");
    assertThat(scopes(CREATE, "Patient", true, "Observation"))
        .containsExactly("system/Patient.c", "system/Observation.s");
  }

  @Test
  void searchesOverSeveralTypesNeedWhatTheyAnswer() {
    assertThat(scopes(SEARCH_SYSTEM, null, false, "Patient", "Encounter"))
        .containsExactly("system/Encounter.s", "system/Patient.s");
    assertThat(scopes(SEARCH_SYSTEM, null, false, "*")).containsExactly("system/*.s");
  }

  private List<String> of(RestOperationTypeEnum interaction, String type) {
    return scopes(interaction, type, false);
  }

  private List<String> scopes(
      RestOperationTypeEnum interaction, String type, boolean conditional, String... searched) {
    return needs.of(interaction, type, conditional, Set.of(searched)).stream()
        .map(Need::scope)
        .toList();
  }
}
