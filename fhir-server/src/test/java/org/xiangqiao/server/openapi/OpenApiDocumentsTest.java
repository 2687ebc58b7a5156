package org.xiangqiao.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.rest.operation.Operations;

/** One document for all names of the server. */
class OpenApiDocumentsTest {

  private final AtomicInteger made = new AtomicInteger();
  private final OpenApiDocuments documents =
      new OpenApiDocuments(
          this::statement,
          new Operations(List.of(), FhirContext.forR4Cached(), null, null, List.of()),
          new TreeSet<>(List.of("Basic")));

  private CapabilityStatement statement(String root) {
    made.incrementAndGet();
    CapabilityStatement statement = new CapabilityStatement().setTitle("乡桥");
    statement.getImplementation().setUrl(root + "/fhir");
    statement.addRest().addResource().setType("Basic");
    return statement;
  }

  @Test
  void inventedHostsMakeNoFurtherDocument() throws IOException {
    for (int host = 0; host < 300; host++) {
      String root = "https://host-" + host + ".example";
      assertThat(server(root, null)).isEqualTo(root + "/fhir");
      assertThat(server(root, "Basic")).isEqualTo(root + "/fhir");
    }
    assertThat(made).hasValue(2);
    assertThat(documents.document("https://host.example", "Invented")).isEmpty();
  }

  @Test
  void aHostCannotWriteIntoTheDocument() throws IOException {
    String odd = "https://a\",\"paths\":{}";
    assertThat(server(odd, "Basic")).isEqualTo(odd + "/fhir");
  }

  private String server(String root, String type) throws IOException {
    JsonNode document = new ObjectMapper().readTree(documents.document(root, type).orElseThrow());
    assertThat(document.at("/info/title").asText()).startsWith("乡桥");
    return document.at("/servers/0/url").asText();
  }
}
