package org.xiangqiao.suites.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xiangqiao.suites.RunningServer;
import org.xiangqiao.suites.SuiteTable;

/**
 * HL7's cases of GraphQL (R4 graphql.html), sent to {@code $graphql} over HTTP after the resources
 * they are about were stored.
 */
class GraphqlCasesIT {

  private static final String CASES = "/org/hl7/fhir/testcases/r4/graphql/";
  private static final String EXAMPLES = "/org/hl7/fhir/testcases/r4/examples/";
  private static final int NUMBER = 29;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> STORED =
      List.of(
          "patient-example.xml",
          "patient-example-xds.xml",
          "patient-glossy-example.xml",
          "observation-example.xml",
          "observation-example-20minute-apgar-score.xml",
          "medicationdispenseexample8.xml",
          "condition-example.xml",
          "list-example-long.xml");

  /** The expected answer is the page that HL7's own runner always gives, whatever is stored. */
  private static final Map<String, String> CANNED =
      Map.of(
          "search-full",
          "expects the fixed page of HL7's runner: count 50, a score and a cursor of its own",
          "search-simple",
          "expects the two Patients that HL7's runner always finds; three of those stored are active");

  /** The cases name some resources by their file, not by their id. */
  private static final Map<String, String> IDS = Map.of("list-example-long.xml", "example-long");

  private final FhirContext context = FhirContext.forR4Cached();

  @Test
  void casesStandAsBefore() throws Exception {
    SuiteTable table =
        new SuiteTable(
            "graphql", "org.hl7.fhir.testcases:fhir-test-cases:1.7.69, r4/graphql/manifest.xml");
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
      for (String example : STORED) {
        store(server, token, example);
      }
      for (int i = 0; i < cases.getLength(); i++) {
        Element each = (Element) cases.item(i);
        String name = each.getAttribute("name");
        if (CANNED.containsKey(name)) {
          table.skip(name, CANNED.get(name));
          continue;
        }
        String difference = difference(server, token, each);
        if (difference == null) {
          table.pass(name);
        } else {
          table.fail(name, difference);
        }
      }
    }
    table.write();
    assertThat(cases.getLength()).isEqualTo(NUMBER);
    assertThat(table.failed()).isEmpty();
  }

  /** Null if the answer is the expected one. */
  private static String difference(RunningServer server, String token, Element each)
      throws IOException {
    ObjectNode question = JSON.createObjectNode();
    question.put("query", text(CASES + each.getAttribute("source")));
    if (!each.getAttribute("operation").isEmpty()) {
      question.put("operationName", each.getAttribute("operation"));
      // What HL7's runner sends with it.
      question.putObject("variables").put("var", true);
    }
    String address =
        each.getAttribute("context").isEmpty() ? "$graphql" : each.getAttribute("context");
    HttpResponse<String> answer =
        server.send(
            request(server, token, address)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build());
    JsonNode got = JSON.readTree(answer.body());
    if (each.getAttribute("output").equals("$error")) {
      return answer.statusCode() == 400 && got.path("errors").size() == 1
          ? null
          : "is to be refused, gives " + answer.body();
    }
    JsonNode expected = JSON.readTree(text(CASES + each.getAttribute("output")));
    return expected.equals(got.get("data"))
        ? null
        : "gives " + answer.body() + " instead of " + expected;
  }

  private void store(RunningServer server, String token, String example) throws IOException {
    Resource resource = (Resource) context.newXmlParser().parseResource(text(EXAMPLES + example));
    resource.setId(IDS.getOrDefault(example, resource.getIdPart()));
    HttpResponse<String> answer =
        server.send(
            request(server, token, resource.fhirType() + "/" + resource.getIdPart())
                .header("Content-Type", "application/fhir+json")
                .PUT(
                    HttpRequest.BodyPublishers.ofString(
                        context.newJsonParser().encodeResourceToString(resource)))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
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
    return GraphqlCasesIT.class.getResourceAsStream(file);
  }
}
