package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** transaction and batch. R4 http.html#transaction. */
class TransactionTest extends RestServerTest {

  @Test
  void transactionResolvesPlaceholders() {
    Reply reply = send("POST", "/", bundle("transaction", resident("张"), "Observation"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    JsonNode response = reply.json();
    assertThat(response.get("type").asText()).isEqualTo("transaction-response");
    assertThat(response.at("/entry/0/response/status").asText()).startsWith("201");
    String patient = idOf(response.at("/entry/0/response/location").asText(), "Patient");
    String observation = idOf(response.at("/entry/1/response/location").asText(), "Observation");
    assertThat(get("/Observation/" + observation).json().at("/subject/reference").asText())
        .isEqualTo("Patient/" + patient);
  }

  @Test
  void addressWithoutSlashIsTheSame() {
    Reply reply = send("POST", base(), bundle("transaction", resident("孔"), "Observation"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @Test
  void refusedTransactionLeavesNothing() {
    String patient = resident("曹");
    Reply reply =
        send(
            "POST",
            "/",
            bundle("transaction", patient, "Observation")
                .replace(
                    "\"reference\":\"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a\"",
                    "\"reference\":\"Patient/does-not-exist\""));
    JsonNode issue = refusal(reply, 422, null);
    assertThat(issue.at("/expression/0").asText()).startsWith("Bundle.entry[1]");
    String query = "identifier=" + encoded("urn:oid:2.16.156.10011.1.3|" + identityOf(patient));
    assertThat(get("/Patient?" + query).json().get("entry")).isNull();
  }

  @Test
  void batchAnswersEntryByEntry() {
    String bundle =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
          {"request":{"method":"GET","url":"Patient/never-was"}},
          {"resource":%s,"request":{"method":"POST","url":"Patient"}}]}"""
            .formatted(resident("严"));
    JsonNode response = send("POST", "/", bundle).json();
    assertThat(response.get("type").asText()).isEqualTo("batch-response");
    assertThat(response.at("/entry/0/response/status").asText()).startsWith("404");
    assertThat(response.at("/entry/1/response/status").asText()).startsWith("201");
  }

  @Test
  void onlyBundlesOfTheTwoTypesAreProcessed() {
    refusal(send("POST", "/", resident("华")), 400, "not-a-bundle");
    refusal(
        send("POST", "/", "{\"resourceType\":\"Bundle\",\"type\":\"collection\"}"),
        400,
        "not-a-bundle");
    String unknown =
        """
        {"resourceType":"Bundle","type":"%s","entry":[
          {"request":{"method":"GET","url":"Nonsense/1"}}]}""";
    JsonNode issue =
        refusal(send("POST", "/", unknown.formatted("transaction")), 400, "unknown-type");
    assertThat(issue.at("/expression/0").asText()).isEqualTo("Bundle.entry[0].request.url");
    JsonNode entry = send("POST", "/", unknown.formatted("batch")).json().at("/entry/0/response");
    assertThat(entry.get("status").asText()).isEqualTo("400 Bad Request");
    assertThat(entry.at("/outcome/issue/0/details/coding/0/code").asText())
        .isEqualTo("unknown-type");
  }

  @Test
  void preferDecidesWhatEntriesShow() {
    String bundle = bundle("transaction", resident("戚"), "Observation");
    JsonNode whole = send("POST", "/", bundle, "Prefer", "return=representation").json();
    String patient = idOf(whole.at("/entry/0/response/location").asText(), "Patient");
    assertThat(whole.at("/entry/0/resource/id").asText()).isEqualTo(patient);
    assertThat(whole.at("/entry/0/fullUrl").asText()).isEqualTo(base() + "/Patient/" + patient);
    assertThat(whole.at("/entry/0/response/etag").asText()).isEqualTo("W/\"1\"");
    assertThat(whole.at("/entry/0/response/lastModified").asText()).isNotBlank();
    JsonNode told =
        send(
                "POST",
                "/",
                bundle("transaction", resident("谢"), "Observation"),
                "Prefer",
                "return=OperationOutcome")
            .json();
    assertThat(told.at("/entry/0/response/outcome/issue/0/severity").asText())
        .isEqualTo("information");
    assertThat(told.at("/entry/0/resource").isMissingNode()).isTrue();
  }

  @Test
  void entriesOfEveryMethod() {
    String id = create(resident("邹"));
    String data =
        java.util.Base64.getEncoder()
            .encodeToString(
                "[{\"op\":\"add\",\"path\":\"/active\",\"value\":true}]"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String bundle =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
          {"resource":{"resourceType":"Binary","contentType":"application/json-patch+json","data":"%2$s"},
           "request":{"method":"PATCH","url":"Patient/%1$s"}},
          {"resource":{"resourceType":"Parameters","parameter":[{"name":"operation","part":[
             {"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.name"}]}]},
           "request":{"method":"PATCH","url":"Patient/%1$s","ifMatch":"W/\\"2\\""}},
          {"request":{"method":"HEAD","url":"Patient/%1$s"}},
          {"request":{"method":"GET","url":"Patient/%1$s/_history?_count=1"}},
          {"request":{"method":"GET","url":"_history?_count=1"}},
          {"request":{"method":"GET","url":"Patient?_count=1"}}]}"""
            .formatted(id, data);
    JsonNode response = send("POST", "/", bundle).json();
    for (int entry = 0; entry < 6; entry++) {
      assertThat(response.at("/entry/" + entry + "/response/status").asText())
          .as(response.at("/entry/" + entry).toString())
          .isEqualTo("200 OK");
    }
    assertThat(response.at("/entry/2/response/etag").asText()).isEqualTo("W/\"3\"");
    assertThat(response.at("/entry/2/resource").isMissingNode()).isTrue();
    for (int entry = 3; entry < 6; entry++) {
      String next = link(response.at("/entry/" + entry + "/resource"), "next").get(0);
      assertThat(next).startsWith(base());
      assertThat(get(next).status()).as(next).isEqualTo(200);
    }
  }

  private static String idOf(String location, String type) {
    return location.replaceFirst(".*" + type + "/([^/]+).*", "$1");
  }

  private static String bundle(String kind, String patient, String second) {
    String placeholder = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a";
    return """
        {"resourceType":"Bundle","type":"%s","entry":[
          {"fullUrl":"%s","resource":%s,"request":{"method":"POST","url":"Patient"}},
          {"resource":%s,"request":{"method":"POST","url":"%s"}}]}"""
        .formatted(
            kind,
            placeholder,
            patient,
            SearchTest.observation("x").replace("Patient/x", placeholder),
            second);
  }
}
