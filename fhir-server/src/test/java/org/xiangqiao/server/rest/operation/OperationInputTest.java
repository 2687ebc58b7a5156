package org.xiangqiao.server.rest.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.DateType;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.problem.FaultException;

class OperationInputTest {

  private static final FhirContext FHIR = FhirContext.forR4Cached();
  private static final OperationShape SHAPE =
      new OperationShape(
          "sample",
          "https://example.org/OperationDefinition/sample",
          "Serves this test.",
          Set.of(OperationShape.Level.TYPE),
          Set.of("Patient"),
          false,
          List.of(
              OperationParameter.optional("start", "date", "From when."),
              OperationParameter.repeated("_type", "code", "Which types."),
              OperationParameter.required("resource", "Resource", "What it is about."),
              OperationParameter.optional("meta", "Meta", "Tags.")));

  private final OperationInput input = new OperationInput(FHIR, new ResourceReader(FHIR, 100));

  @Test
  void addressAndBodyAreReadTogether() {
    OperationRequest call =
        call("{\"resourceType\":\"Patient\"}", Map.of("start", "2026-01-02", "_pretty", "true"));
    assertThat(call.values("start").get(0)).isInstanceOf(DateType.class);
    assertThat(call.text("start")).contains("2026-01-02");
    assertThat(call.resource("resource").orElseThrow().fhirType()).isEqualTo("Patient");
  }

  @Test
  void parametersHoldValuesAndResources() {
    OperationRequest call =
        call(
            """
            {"resourceType":"Parameters","parameter":[
              {"name":"start","valueString":"2026-03"},
              {"name":"_type","valueCode":"Patient"},{"name":"_type","valueCode":"List,Basic"},
              {"name":"meta","valueMeta":{"tag":[{"code":"x"}]}},
              {"name":"resource","resource":{"resourceType":"Basic","code":{"text":"b"}}}]}""",
            Map.of());
    assertThat(call.values("start").get(0)).isInstanceOf(DateType.class);
    assertThat(call.list("_type")).containsExactly("Patient", "List", "Basic");
    assertThat(call.values("meta")).hasSize(1);
    assertThat(call.resource("resource").orElseThrow().fhirType()).isEqualTo("Basic");
  }

  @Test
  void whatWasNotDeclaredIsRefusedWithItsPlace() {
    refused("operation-parameter-unknown", "{\"resourceType\":\"Patient\"}", Map.of("stop", "1"));
    refused("operation-parameter-type", "{\"resourceType\":\"Patient\"}", Map.of("start", "x"));
    refused("operation-parameter-in-url", "{\"resourceType\":\"Patient\"}", Map.of("meta", "x"));
    refused("operation-parameter-missing", null, Map.of());
    refused(
        "operation-parameter-repeated",
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"start","valueDate":"2026"},{"name":"start","valueDate":"2027"},
          {"name":"resource","resource":{"resourceType":"Patient"}}]}""",
        Map.of());
    refused(
        "operation-parameter-type",
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"valueCode\":\"1\"}]}",
        Map.of());
  }

  private void refused(String rule, String body, Map<String, String> query) {
    assertThatThrownBy(() -> call(body, query))
        .isInstanceOfSatisfying(
            FaultException.class,
            refusal -> assertThat(refusal.faults().get(0).rule()).isEqualTo(rule));
  }

  private OperationRequest call(String body, Map<String, String> query) {
    ServletRequestDetails request = new ServletRequestDetails();
    MockHttpServletRequest http = new MockHttpServletRequest();
    http.addHeader("Content-Type", "application/fhir+json");
    request.setServletRequest(http);
    request.setRequestType(RequestTypeEnum.POST);
    Map<String, String[]> parameters = new HashMap<>();
    query.forEach((name, value) -> parameters.put(name, new String[] {value}));
    request.setParameters(parameters);
    request.setRequestContents(body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
    return new OperationRequest(request, input.of(SHAPE, request));
  }
}
