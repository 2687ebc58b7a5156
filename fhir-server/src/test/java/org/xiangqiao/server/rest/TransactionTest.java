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
    JsonNode issue =
        refusal(
            send(
                "POST",
                "/",
                """
                {"resourceType":"Bundle","type":"batch","entry":[
                  {"request":{"method":"GET","url":"Nonsense/1"}}]}"""),
            400,
            "unknown-type");
    assertThat(issue.at("/expression/0").asText()).isEqualTo("Bundle.entry[0].request.url");
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
