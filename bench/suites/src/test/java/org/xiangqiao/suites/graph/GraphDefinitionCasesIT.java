package org.xiangqiao.suites.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xiangqiao.suites.RunningServer;
import org.xiangqiao.suites.SuiteTable;

/**
 * HL7's cases of GraphDefinitions, sent to {@code $graph} over HTTP after the resources they are
 * about were stored. HL7 writes the definitions in a short notation of its own, for which there is
 * no parser in Java: beside this class they stand as the resources that they mean.
 */
class GraphDefinitionCasesIT {

  private static final String CASES = "/org/hl7/fhir/testcases/r4/graphdefinition/";
  private static final String DEFINITIONS = "/org/xiangqiao/suites/graph/";

  /** Of another patient, and none of the graph. */
  private static final String CONTROL =
      """
      {"resourceType":"Observation","id":"control","status":"final","code":{"text":"x"},
       "subject":{"reference":"Patient/another"}}""";

  /** HL7's runner finds this one for any Organization; the Patient names another id. */
  private static final Map<String, String> IDS = Map.of("hl7", "1");

  private final FhirContext context = FhirContext.forR4Cached();

  @Test
  void casesStandAsBefore() throws Exception {
    SuiteTable table =
        new SuiteTable(
            "graph",
            "org.hl7.fhir.testcases:fhir-test-cases:1.7.69, r4/graphdefinition/manifest.xml");
    NodeList cases;
    try (InputStream manifest = stream(CASES + "manifest.xml")) {
      cases =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(manifest)
              .getElementsByTagName("test");
    }
    try (RunningServer server =
        new RunningServer(Map.of("xiangqiao.store.references.policy", "off"))) {
      String token = server.token();
      store(server, token, context.newJsonParser().parseResource(CONTROL));
      for (int i = 0; i < cases.getLength(); i++) {
        Element each = (Element) cases.item(i);
        String difference = difference(server, token, each);
        if (difference == null) {
          table.pass(each.getAttribute("name"));
        } else {
          table.fail(each.getAttribute("name"), difference);
        }
      }
    }
    table.write();
    assertThat(cases.getLength()).isEqualTo(2);
    assertThat(table.failed()).isEmpty();
  }

  /** Null if the Bundle keeps the rules and holds what is expected. */
  private String difference(RunningServer server, String token, Element each) throws IOException {
    Bundle expected =
        context
            .newXmlParser()
            .parseResource(Bundle.class, text(CASES + each.getAttribute("source") + ".bundle"));
    for (Bundle.BundleEntryComponent entry : expected.getEntry()) {
      Resource resource = entry.getResource();
      resource.setId(IDS.getOrDefault(resource.getIdPart(), resource.getIdPart()));
      store(server, token, resource);
    }
    String name = each.getAttribute("name");
    store(server, token, context.newJsonParser().parseResource(text(DEFINITIONS + name + ".json")));
    HttpResponse<String> answer =
        server.send(
            request(server, token, each.getAttribute("context") + "?graph=" + name).GET().build());
    if (answer.statusCode() != 200) {
      return "gives " + answer.body();
    }
    Bundle graph = context.newJsonParser().parseResource(Bundle.class, answer.body());
    NodeList rules = each.getElementsByTagName("rule");
    IFhirPath paths = context.newFhirPath();
    for (int i = 0; i < rules.getLength(); i++) {
      String rule = ((Element) rules.item(i)).getAttribute("expression");
      boolean kept =
          paths
              .evaluateFirst(graph, rule, BooleanType.class)
              .map(BooleanType::booleanValue)
              .orElse(false);
      if (!kept) {
        return "does not keep " + rule;
      }
    }
    return addresses(graph).equals(addresses(expected))
        ? null
        : "holds " + addresses(graph) + " instead of " + addresses(expected);
  }

  private static List<String> addresses(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .map(resource -> resource.fhirType() + "/" + resource.getIdPart())
        .toList();
  }

  private void store(RunningServer server, String token, IBaseResource content) throws IOException {
    Resource resource = (Resource) content;
    HttpResponse<String> answer =
        server.send(
            request(server, token, resource.fhirType() + "/" + resource.getIdPart())
                .header("Content-Type", "application/fhir+json")
                .PUT(
                    HttpRequest.BodyPublishers.ofString(
                        context.newJsonParser().encodeResourceToString(resource)))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  private static HttpRequest.Builder request(RunningServer server, String token, String address) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + "/fhir/" + address))
        .header("Authorization", "Bearer " + token);
  }

  private static String text(String file) throws IOException {
    try (InputStream stream = stream(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream stream(String file) {
    return GraphDefinitionCasesIT.class.getResourceAsStream(file);
  }
}
