package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;

/** Every refusal is an OperationOutcome with rule, place and remedy in both languages. */
class RefusalsTest extends RestServerTest {

  @Test
  void unknownPlacesAndMethods() {
    refusal(get("/Nonsense"), 404, "unknown-type");
    refusal(get("/patient/1"), 404, "unknown-type");
    refusal(get("/Nonsense/1"), 404, "unknown-type");
    refusal(get("/Resource/1"), 404, "unknown-type");
    refusal(get("/Patient/never-was"), 404, "not-found");
    refusal(get("/Patient/1/Nonsense"), 404, "unknown-type");
    refusal(get("/Patient/1/_search"), 404, "no-such-address");
    refusal(get("/Patient/1/$nonsense"), 404, "unknown-operation");
    refusal(send("POST", "/$nonsense", "{}"), 404, "unknown-operation");
    refusal(get("/Nonsense/$everything"), 404, "unknown-type");
    refusal(get("/_search"), 405, "method-not-allowed");
    Reply post = send("POST", "/Patient/1", "{}");
    refusal(post, 405, "method-not-allowed");
    assertThat(post.header("Allow")).contains("GET").contains("PUT").contains("PATCH");
    refusal(send("POST", "/Patient/1", resident("谢")), 405, "method-not-allowed");
    refusal(send("PUT", "/metadata", "{}"), 405, "method-not-allowed");
    refusal(get("/Patient/_search"), 405, "method-not-allowed");
    refusal(send("PUT", "/", "{}"), 405, "method-not-allowed");
  }

  @Test
  void contentThatIsNoFhirIsRefusedWithItsPlace() {
    refusal(send("POST", "/Patient", ""), 400, "body-missing");
    JsonNode syntax = refusal(send("POST", "/Patient", "{\"resourceType\":"), 400, "json-syntax");
    assertThat(syntax.at("/details/text").asText()).contains("line 1");
    refusal(send("POST", "/Patient", "[1]"), 400, "json-syntax");
    refusal(send("POST", "/Patient", "{} x"), 400, "json-syntax");
    refusal(
        send("POST", "/Patient", "{\"resourceType\":\"Patient\",\"id\":\"1\",\"id\":\"2\"}"),
        400,
        "json-syntax");
    refusal(send("POST", "/Patient", "{}"), 400, "content-unreadable");
    refusal(send("POST", "/Patient", "{\"resourceType\":\"Nonsense\"}"), 400, "content-unreadable");

    JsonNode unknown =
        refusal(
            send(
                "POST",
                "/Patient",
                """
                {"resourceType":"Patient",
                 "name":[{"family":"邹"},
                         {"surname":"邹"}]}"""),
            400,
            "element-unknown");
    assertThat(unknown.at("/expression/0").asText()).isEqualTo("Patient.name[1].surname");
    assertThat(unknown.at("/diagnostics").asText()).contains("line 3");

    JsonNode value =
        refusal(
            send("POST", "/Patient", resident("喻").replace("2019-05-01", "01/05/2019")),
            400,
            "value-invalid");
    assertThat(value.at("/expression/0").asText()).isEqualTo("Patient.birthDate");
    JsonNode code =
        refusal(
            send("POST", "/Patient", resident("柏").replace("\"male\"", "\"man\"")),
            400,
            "value-invalid");
    assertThat(code.at("/expression/0").asText()).isEqualTo("Patient.gender");
    refusal(
        send(
            "POST",
            "/Patient",
            resident("水").replace("[{\"family\"", "{\"family\"").replace("\"小明\"]}]", "\"小明\"]}")),
        400,
        "value-type");
    Reply two =
        send(
            "POST",
            "/Patient",
            "{\"resourceType\":\"Patient\",\"one\":1,\"two\":2,\"gender\":\"man\"}");
    refusal(two, 400, "element-unknown");
    assertThat(two.json().get("issue")).hasSize(3);
  }

  @Test
  void xmlIsReadAsStrictly() {
    String[] xml = {"Content-Type", "application/fhir+xml"};
    refusal(send("POST", "/Patient", "<Patient", xml), 400, "xml-syntax");
    JsonNode unknown =
        refusal(
            send(
                "POST",
                "/Patient",
                "<Patient xmlns=\"http://hl7.org/fhir\"><name><surname value=\"x\"/></name></Patient>",
                xml),
            400,
            "element-unknown");
    assertThat(unknown.at("/expression/0").asText()).isEqualTo("Patient.name[0].surname[0]");
    refusal(
        send(
            "POST",
            "/Patient",
            "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"&x;\"/></Patient>",
            xml),
        400,
        "xml-doctype");
    refusal(send("POST", "/Patient", "<html/>", xml), 400, null);
  }

  /** Each of these once was a 500 or a hang. */
  @Test
  void oddContentIsTheSendersFaultNotOurs() {
    refusal(
        send(
            "POST",
            "/Questionnaire",
            "{\"resourceType\":\"Questionnaire\",\"_status\":{\"extension\":[[[\"x\"]]]}}"),
        400,
        "content-unreadable");
    refusal(
        send("POST", "/Patient", "{\"resourceType\":\"Patient\",\"name\":[{\"\":{\"a\":\"b\"}}]}"),
        400,
        null);
    JsonNode number =
        refusal(
            send("POST", "/Patient", "{\"resourceType\":\"Patient\",\n\"link\":[1e999999999]}"),
            400,
            "number-too-large");
    assertThat(number.at("/details/text").asText()).contains("line 2");
    String risk =
        "<RiskAssessment xmlns=\"http://hl7.org/fhir\"><status value=\"final\"/>"
            + "<subject><display value=\"1e99999\"/></subject>"
            + "<prediction><probabilityDecimal value=\"%s\"/></prediction></RiskAssessment>";
    String[] xml = {"Content-Type", "application/fhir+xml"};
    refusal(
        send("POST", "/RiskAssessment", risk.formatted("1e-999999999"), xml),
        400,
        "number-too-large");
    assertThat(send("POST", "/RiskAssessment", risk.formatted("1e-3"), xml).status())
        .isEqualTo(201);
  }

  @Test
  void oddAddressesAndHeadersAreRefusedOrIgnored() {
    refusal(get("/_search/1/_history/1"), 404, null);
    refusal(get("/Patient/never-was", "Accept-Language", "-"), 404, "not-found");
    refusal(send("PATCH", "/Patient/1", "{}", "Content-Type", ";"), 415, "patch-media-type");
    Reply error = get("http://localhost:" + port + "/error");
    assertThat(error.status()).isEqualTo(403);
  }

  @Test
  void otherCharsetsAreNotGuessed() {
    byte[] body = resident("窦").getBytes(Charset.forName("GB18030"));
    refusal(sendBytes("POST", "/Patient", body), 400, "not-utf8");
  }

  @Test
  void textsFollowTheLanguageAskedAndCarryTheOther() {
    Reply english = get("/Patient/never-was");
    assertThat(english.json().at("/issue/0/details/text").asText()).contains("does not exist");
    assertThat(english.json().at("/issue/0/details/_text/extension/0/extension").toString())
        .contains("不存在");
    for (String chinese : new String[] {"zh", "zh-CN,zh;q=0.9,en;q=0.8", "fr, zh-Hans;q=0.5"}) {
      Reply reply = get("/Patient/never-was", "Accept-Language", chinese);
      assertThat(reply.json().at("/issue/0/details/text").asText()).contains("不存在");
      assertThat(reply.json().at("/issue/0/diagnostics").asText()).contains("请");
      assertThat(reply.header("Content-Language")).isEqualTo("zh");
      assertThat(reply.json().at("/issue/0/details/_text/extension/0/extension").toString())
          .contains("does not exist");
    }
    for (String other : new String[] {"en;q=0.9, zh;q=0.1", "fr", "zh;q=0", ";;;"}) {
      assertThat(
              get("/Patient/never-was", "Accept-Language", other)
                  .json()
                  .at("/issue/0/details/text")
                  .asText())
          .as(other)
          .contains("does not exist");
    }
  }

  @Test
  void withoutTokenNothingIsTold() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base() + "/Patient/1"))
            .header("Accept-Language", "zh")
            .build();
    Reply reply = new Reply(CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    refusal(reply, 401, null);
    assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(reply.header("Content-Language")).isEqualTo("zh");
  }

  @Test
  void auditTrailIsReadOnly() {
    refusal(send("POST", "/AuditEvent", "{}"), 405, "served-elsewhere");
    refusal(send("DELETE", "/AuditEvent/1", null), 405, "served-elsewhere");
    refusal(
        send(
            "POST",
            "/",
            """
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"request":{"method":"DELETE","url":"AuditEvent/1"}}]}"""),
        405,
        "served-elsewhere");
    assertThat(get("/AuditEvent?_count=1").status()).isEqualTo(200);
  }

  @Test
  void storesRefusalsCarryTheirRule() {
    String patient = create(resident("章"));
    create(SearchTest.observation(patient));
    refusal(send("DELETE", "/Patient/" + patient, null), 409, null);
    refusal(send("POST", "/Observation", SearchTest.observation("never-was")), 422, null);
    refusal(get("/Patient?birthdate=soon"), 400, null);
  }

  @Test
  void requestIdIsKeptIfSaneAndMadeIfNot() {
    assertThat(get("/metadata", "X-Request-Id", "emr-7.42:x_y-Z").header("X-Request-Id"))
        .isEqualTo("emr-7.42:x_y-Z");
    for (String odd : new String[] {"a b", "x".repeat(65), "\"quoted\"", "${jndi}"}) {
      assertThat(get("/metadata", "X-Request-Id", odd).header("X-Request-Id"))
          .isNotEqualTo(odd)
          .matches("[0-9a-f-]{36}");
    }
  }
}
