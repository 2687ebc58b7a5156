package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code Composition/$document} over HTTP. */
class DocumentTest extends RestServerTest {

  private String post(String text) {
    String json = text.replace('\'', '"');
    String type = json.replaceFirst("(?s).*?\"resourceType\"\\s*:\\s*\"(\\w+)\".*", "$1");
    return type + "/" + create(json);
  }

  private static String ref(String reference) {
    return "{'reference':'" + reference + "'}";
  }

  private record Written(String composition, List<String> referred, String indirect) {}

  private Written composition() {
    String patient = "Patient/" + create(resident("文档"));
    String other = "Patient/" + create(resident("他人"));
    String author = post("{'resourceType':'Practitioner'}");
    String attester = post("{'resourceType':'Practitioner'}");
    String custodian = post("{'resourceType':'Organization','name':'卫生院'}");
    String performer = post("{'resourceType':'Practitioner'}");
    String encounter =
        post(
            "{'resourceType':'Encounter','status':'finished','class':{'code':'AMB'},'subject':"
                + ref(patient)
                + "}");
    String procedure =
        post("{'resourceType':'Procedure','status':'completed','subject':" + ref(patient) + "}");
    String observation =
        post(
            "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':"
                + ref(patient)
                + ",'performer':["
                + ref(performer)
                + "]}");
    String foreign =
        post(
            "{'resourceType':'Observation','status':'final','code':{'text':'x'},'subject':"
                + ref(other)
                + "}");
    String report =
        post(
            "{'resourceType':'DiagnosticReport','status':'final','code':{'text':'x'},'subject':"
                + ref(patient)
                + ",'result':["
                + ref(foreign)
                + "]}");
    String composition =
        post(
            "{'resourceType':'Composition','status':'final','type':{'text':'x'},'date':'2024-01-01',"
                + "'title':'小结','subject':"
                + ref(patient)
                + ",'encounter':"
                + ref(encounter)
                + ",'author':["
                + ref(author)
                + "],'attester':[{'mode':'legal','party':"
                + ref(attester)
                + "}],'custodian':"
                + ref(custodian)
                + ",'event':[{'detail':["
                + ref(procedure)
                + "]}],'section':[{'title':'a','author':["
                + ref(author)
                + "],'entry':["
                + ref(observation)
                + "],'section':[{'title':'b','entry':["
                + ref(report)
                + "]}]}]}");
    return new Written(
        composition,
        List.of(patient, encounter, author, attester, custodian, procedure, observation, report),
        performer);
  }

  private static List<String> names(JsonNode bundle) {
    List<String> names = new ArrayList<>();
    for (JsonNode entry : bundle.path("entry")) {
      assertThat(entry.has("search")).isFalse();
      String name =
          entry.at("/resource/resourceType").asText() + "/" + entry.at("/resource/id").asText();
      assertThat(entry.get("fullUrl").asText()).endsWith("/fhir/" + name);
      names.add(name);
    }
    return names;
  }

  @Test
  void holdsAllThatTheCompositionRefersTo() {
    Written written = composition();
    Reply reply = get("/" + written.composition() + "/$document");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    JsonNode document = reply.json();
    assertThat(document.get("type").asText()).isEqualTo("document");
    assertThat(document.at("/identifier/value").asText()).startsWith("urn:uuid:");
    assertThat(document.get("timestamp").asText()).isNotBlank();
    List<String> names = names(document);
    assertThat(names.get(0)).isEqualTo(written.composition());
    List<String> expected = new ArrayList<>(written.referred());
    expected.add(written.composition());
    expected.add(written.indirect());
    assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void storesTheDocumentOnRequest() {
    String address = "/" + composition().composition() + "/$document";
    Reply stored =
        send(
            "POST",
            address,
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"persist\",\"valueBoolean\":true}]}");
    assertThat(stored.status()).as(stored.text()).isEqualTo(200);
    String id = stored.json().get("id").asText();
    assertThat(stored.header("Location")).endsWith("/fhir/Bundle/" + id + "/_history/1");
    Reply read = get("/Bundle/" + id);
    assertThat(read.status()).isEqualTo(200);
    assertThat(names(read.json())).isEqualTo(names(stored.json())).hasSize(10);
    refusal(get(address + "?persist=true"), 400, "document-persist");
    refusal(
        send("POST", address + "?persist=true", null, SCOPE, "system/*.rs"), 403, "scope-missing");
  }

  @Test
  void whatASecurityContextGuardsIsNotCopied() {
    String patient = "Patient/" + create(resident("存档"));
    String scan =
        post(
            "{'resourceType':'Binary','contentType':'text/plain','data':'5LmhOg==','securityContext':"
                + ref(patient)
                + "}");
    String composition =
        post(
            "{'resourceType':'Composition','status':'final','type':{'text':'x'},'date':'2024-01-01',"
                + "'title':'x','author':[{'display':'王医生'}],'subject':"
                + ref(patient)
                + ",'section':[{'entry':["
                + ref(scan)
                + "]}]}");
    String address = "/" + composition + "/$document";
    assertThat(names(get(address).json())).contains(scan);
    JsonNode issue =
        refusal(send("POST", address + "?persist=true", null), 422, "document-guarded");
    assertThat(issue.at("/details/text").asText()).contains(scan);
    refusal(get(address, SCOPE, "system/Composition.r system/Binary.r"), 403, "scope-missing");
  }

  @Test
  void isRefusedWhenItWouldNotBeWhole() {
    String elsewhere =
        post(
            "{'resourceType':'Composition','status':'final','type':{'text':'x'},'date':'2024-01-01',"
                + "'title':'x','author':[{'reference':'https://other.example.org/fhir/Practitioner/1'},"
                + "{'display':'王医生'}]}");
    JsonNode issue = refusal(get("/" + elsewhere + "/$document"), 422, "document-unresolved");
    assertThat(issue.toString()).contains("Composition.author");
    Written written = composition();
    String address = "/" + written.composition() + "/$document";
    refusal(get(address + "?graph=http://example.org/g"), 400, "document-graph");
    refusal(get("/Composition/nobody/$document"), 404, "not-found");
    refusal(get("/Patient/1/$document"), 404, "unknown-operation");
    refusal(get(address, TENANT, "2"), 404, "not-found");
  }

  @Test
  void needsTheRightToReadEachTypeInIt() {
    Written written = composition();
    String address = "/" + written.composition() + "/$document";
    refusal(get(address, SCOPE, "system/Patient.r"), 403, "scope-missing");
    refusal(get(address, SCOPE, "system/Composition.r system/Patient.r"), 403, "scope-missing");
    String direct =
        "system/Composition.r system/Patient.r system/Encounter.r system/Practitioner.r"
            + " system/Organization.r system/Procedure.r system/Observation.r"
            + " system/DiagnosticReport.r";
    assertThat(names(get(address, SCOPE, direct).json())).hasSize(10);
  }
}
