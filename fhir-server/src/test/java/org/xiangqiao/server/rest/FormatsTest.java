package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

/** JSON and XML both ways, compression, pretty printing. R4 http.html#mime-type. */
class FormatsTest extends RestServerTest {

  @Test
  void xmlIsTakenAndGiven() {
    Patient patient = fhir.newJsonParser().parseResource(Patient.class, resident("金"));
    Reply created =
        send(
            "POST",
            "/Patient",
            fhir.newXmlParser().encodeResourceToString(patient),
            "Content-Type",
            "application/fhir+xml; charset=UTF-8",
            "Accept",
            "application/fhir+xml");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.header("Content-Type")).isEqualTo("application/fhir+xml;charset=UTF-8");
    Patient stored = fhir.newXmlParser().parseResource(Patient.class, created.text());
    String path = "/Patient/" + stored.getIdElement().getIdPart();
    for (String format : new String[] {"xml", "application/fhir+xml", "text/xml"}) {
      Reply read = get(path + "?_format=" + format);
      assertThat(read.header("Content-Type")).startsWith("application/fhir+xml");
      assertThat(
              fhir.newXmlParser()
                  .parseResource(Patient.class, read.text())
                  .getNameFirstRep()
                  .getFamily())
          .isEqualTo("金");
    }
    Reply search = get("/Patient?_id=" + stored.getIdElement().getIdPart(), "Accept", "text/xml");
    assertThat(fhir.newXmlParser().parseResource(Bundle.class, search.text()).getEntry())
        .hasSize(1);
    Reply metadata = get("/metadata", "Accept", "application/fhir+xml");
    assertThat(metadata.text()).startsWith("<CapabilityStatement");
    Reply refusal = get("/Patient/never-was", "Accept", "application/fhir+xml");
    assertThat(refusal.text()).startsWith("<OperationOutcome").contains("not-found");
  }

  @Test
  void whatCannotBeGivenIsRefusedBeforeAnythingIsWritten() {
    refusal(get("/Patient", "Accept", "text/csv"), 406, "not-acceptable");
    refusal(get("/Patient?_format=ttl"), 406, "not-acceptable");
    refusal(
        get("/Patient", "Accept", "application/fhir+json; fhirVersion=3.0"), 406, "not-acceptable");
    String patient = resident("魏");
    refusal(send("POST", "/Patient", patient, "Accept", "image/png"), 406, "not-acceptable");
    String query = "identifier=" + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(patient));
    assertThat(get("/Patient?" + query).json().get("entry")).isNull();
    assertThat(get("/Patient?_count=1", "Accept", "text/html,*/*;q=0.8").status()).isEqualTo(200);
    assertThat(
            get("/Patient?_count=1", "Accept", "application/xml;q=0.5, application/json")
                .header("Content-Type"))
        .startsWith("application/fhir+json");
  }

  @Test
  void otherContentTypesAreRefused() {
    for (String type :
        new String[] {
          "text/plain",
          "application/x-www-form-urlencoded",
          "application/fhir+json; charset=GB18030",
          "application/fhir+json; fhirVersion=5.0",
          "nonsense"
        }) {
      refusal(
          send("POST", "/Patient", resident("陶"), "Content-Type", type),
          415,
          "unsupported-media-type");
    }
    refusal(
        send("POST", "/Patient", resident("陶"), "Content-Encoding", "br"),
        415,
        "unsupported-encoding");
  }

  @Test
  void prettyPrintsOnRequest() {
    String id = create(resident("姜"));
    assertThat(get("/Patient/" + id).text()).doesNotContain("\n");
    Reply pretty = get("/Patient/" + id + "?_pretty=true");
    assertThat(pretty.text()).contains("\n");
    assertThat(pretty.json()).isEqualTo(get("/Patient/" + id).json());
    refusal(get("/Patient/" + id + "?_pretty=very"), 400, "parameter-invalid");
  }

  @Test
  void gzipIsGivenAndTaken() throws IOException {
    Reply zipped = get("/metadata", "Accept-Encoding", "gzip");
    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped.response().body()))) {
      assertThat(MAPPER.readTree(in).get("resourceType").asText()).isEqualTo("CapabilityStatement");
    }
    byte[] body = gzip(resident("戚").getBytes(StandardCharsets.UTF_8));
    Reply created = sendBytes("POST", "/Patient", body, "Content-Encoding", "gzip");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.json().at("/name/0/family").asText()).isEqualTo("戚");
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }
}
