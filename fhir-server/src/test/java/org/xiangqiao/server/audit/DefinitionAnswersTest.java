package org.xiangqiao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.xiangqiao.server.rest.web.Served;

class DefinitionAnswersTest {

  @ParameterizedTest
  @CsvSource({
    "$lookup, CodeSystem, code, 200, true",
    "$lookup, CodeSystem, code, 404, true",
    "$validate-code, ValueSet, tx-resource, 200, true",
    "$expand, ValueSet, filter, 422, true",
    "read, StructureDefinition, _pretty, 200, true",
    "search-type, CodeSystem, url:below, 200, true",
    "search-type, CodeSystem, _count, 200, true",
    // Refused by security.
    "$lookup, CodeSystem, code, 401, false",
    "$lookup, CodeSystem, code, 403, false",
    // Other types come along, are looked into, or are on the pages of another search.
    "search-type, CodeSystem, _include, 200, false",
    "search-type, ValueSet, _revinclude, 200, false",
    "search-type, ValueSet, _has:Observation:x:code, 200, false",
    "search-type, Questionnaire, subject:Patient.name, 200, false",
    "search-type, CodeSystem, _page, 200, false",
    "search-type, CodeSystem, _filter, 200, false",
    // Whatever was found.
    "search-type, Patient, identifier, 200, false",
    "read, Patient, _pretty, 404, false",
    "read, Binary, _pretty, 200, false",
    "$everything, Patient, _count, 200, false",
    "$graphql, none, query, 200, false",
    "$expunge, CodeSystem, limit, 200, false",
    "update, CodeSystem, _pretty, 200, false",
    "none, none, x, 404, false",
  })
  void whatWasAskedDecides(
      String interaction, String type, String parameter, int status, boolean only) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fhir/x");
    request.setParameter(parameter, "1");
    Served.mark(request, interaction, type);
    assertThat(DefinitionAnswers.only(request, status)).isEqualTo(only);
  }
}
