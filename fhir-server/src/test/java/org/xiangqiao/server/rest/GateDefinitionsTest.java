package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.server.fhirpackage.installed.TestPackage.element;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.fhirpackage.installed.TestPackage;

/** Writes are held against installed packages and what a county has posted, at once. */
class GateDefinitionsTest extends RestServerTest {

  private static final String REFUSED = "79";
  private static final String TAGGED = "80";
  private static final String URL = "https://example.org/StructureDefinition/";
  private static final String[] INSTALLER = {
    TENANT, REFUSED, SCOPE, "system/*.cruds xiangqiao/admin.packages"
  };

  @Test
  void anInstalledPackageDecidesAtOnceAndOnlyForItsCounty() {
    assertThat(write("org-example-gate", REFUSED).status()).isEqualTo(201);
    byte[] tgz =
        TestPackage.of("org.example.gate", "1.0.0")
            .profile("org-example-gate", "1.0.0", "Basic", element("Basic.subject", "\"min\":1"))
            .bytes();
    install(tgz);
    Reply refused = write("org-example-gate", REFUSED);
    JsonNode issue = refusal(refused, 422, "too-few");
    assertThat(issue.at("/expression/0").asText()).isEqualTo("Basic.subject");
    assertThat(issue.at("/location/0").asText()).isEqualTo("Basic.subject");
    assertThat(issue.get("code").asText()).isEqualTo("structure");

    Reply removed =
        send(
            "POST",
            "/$remove-package?name=org.example.gate&version=1.0.0",
            null,
            INSTALLER[0],
            INSTALLER[1],
            INSTALLER[2],
            INSTALLER[3]);
    assertThat(removed.status()).as(removed.text()).isEqualTo(200);
    assertThat(write("org-example-gate", REFUSED).status()).isEqualTo(201);
  }

  @Test
  void aPostedProfileWithoutSnapshotDecidesUntilItIsDeleted() {
    String id = post("posted", "Basic", element("Basic.author", "\"min\":1"));
    Reply refused = write("posted", REFUSED);
    assertThat(refusal(refused, 422, "too-few").at("/expression/0").asText())
        .isEqualTo("Basic.author");
    assertThat(send("DELETE", "/StructureDefinition/" + id, null, TENANT, REFUSED).status())
        .isLessThan(300);
    assertThat(write("posted", REFUSED).status()).isEqualTo(201);
  }

  @Test
  void aProfileThatCannotBeUsedAcceptsNothingAndIsNamed() {
    post("wider", "Basic", element("Basic.code", "\"min\":0"));
    JsonNode wider = refusal(write("wider", REFUSED), 422, "profile-min");
    assertThat(wider.at("/details/text").asText()).contains(URL + "wider").contains("Basic.code");

    post("elsewhere", "Basic", element("Basic.colour", "\"min\":1"));
    JsonNode elsewhere = refusal(write("elsewhere", REFUSED), 422, "profile-element-unknown");
    assertThat(elsewhere.at("/details/text").asText()).contains("Basic.colour");

    post(
        "rule",
        "Basic",
        element(
            "Basic.code",
            "\"constraint\":[{\"key\":\"x-1\",\"severity\":\"error\",\"human\":\"x\","
                + "\"expression\":\"code.where(\"}]"));
    JsonNode rule = refusal(write("rule", REFUSED), 422, "profile-invariant");
    assertThat(rule.at("/details/text").asText()).contains("x-1").contains(URL + "rule");

    post("twice", "Basic", element("Basic.author", "\"min\":1"));
    post("twice", "Basic", element("Basic.subject", "\"min\":1"));
    JsonNode twice = refusal(write("twice", REFUSED), 422, "profile-twice");
    assertThat(twice.at("/details/text").asText()).contains("StructureDefinition/");
  }

  @Test
  void aRequiredValueSetThatCannotBeExpandedRefuses() {
    String set = "https://example.org/ValueSet/gate";
    post(
        "bound",
        "Basic",
        element(
            "Basic.code",
            "\"binding\":{\"strength\":\"required\",\"valueSet\":\"%s\"}".formatted(set)));
    String coded =
        "\"code\":{\"coding\":[{\"system\":\"https://example.org/CodeSystem/gate\",\"code\":\"%s\"}]}";
    Reply unknown = write("bound", coded.formatted("a"), REFUSED);
    JsonNode issue = refusal(unknown, 422, "value-set-not-expandable");
    assertThat(issue.at("/details/text").asText()).contains(set);
    assertThat(issue.at("/expression/0").asText()).isEqualTo("Basic.code");

    send(
        "POST",
        "/ValueSet",
        """
        {"resourceType":"ValueSet","url":"%s","status":"active","compose":{"include":[
         {"system":"https://example.org/CodeSystem/gate","concept":[{"code":"a"}]}]}}"""
            .formatted(set),
        TENANT,
        REFUSED);
    assertThat(write("bound", coded.formatted("a"), REFUSED).status()).isEqualTo(201);
    refusal(write("bound", coded.formatted("b"), REFUSED), 422, "code-not-in-value-set");
  }

  @Test
  void whatWasFoundInAcceptedRecordsIsKeptAndFoundAgainUntilItIsErased() {
    String bad = "{\"resourceType\":\"Observation\",\"code\":{\"text\":\"王小明\"}}";
    Reply created = send("POST", "/Observation", bad, TENANT, TAGGED);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    String id = created.json().get("id").asText();
    Reply found = get("/$quality-findings?resource=Observation/" + id, TENANT, TAGGED);
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    JsonNode outcome = found.json().at("/entry/0/resource");
    assertThat(outcome.get("resourceType").asText()).isEqualTo("OperationOutcome");
    assertThat(outcome.toString())
        .contains(
            "Observation/" + id,
            "finding-version\",\"valueString\":\"1\"",
            "emr-80",
            "Observation.status")
        .doesNotContain("王小明");
    String rule = outcome.at("/issue/0/details/coding/0/code").asText();
    String query = "/$quality-findings?resource=Observation/" + id;
    assertThat(get(query + "&sender=emr-80&rule=" + rule, TENANT, TAGGED).json().has("entry"))
        .isTrue();
    assertThat(get(query + "&rule=none", TENANT, TAGGED).json().has("entry")).isFalse();
    assertThat(get(query + "&to=2020-01-01", TENANT, TAGGED).json().has("entry")).isFalse();
    assertThat(get(query, TENANT, REFUSED).json().has("entry")).as("another county's").isFalse();

    send("POST", "/Observation", bad, TENANT, TAGGED);
    JsonNode page = get("/$quality-findings?limit=1", TENANT, TAGGED).json();
    assertThat(page.get("entry")).hasSize(1);
    assertThat(link(page, "next")).hasSize(1);
    assertThat(get(link(page, "next").get(0), TENANT, TAGGED).json().get("entry")).hasSize(1);
    Reply beyond = get("/$quality-findings?limit=1&before=9999999999", TENANT, TAGGED);
    assertThat(beyond.status()).as(beyond.text()).isEqualTo(200);
    assertThat(beyond.json().get("entry")).hasSize(1);
    refusal(get("/$quality-findings?limit=0", TENANT, TAGGED), 400, "quality-number");

    assertThat(send("DELETE", "/Observation/" + id, null, TENANT, TAGGED).status()).isLessThan(300);
    Reply erased =
        send(
            "POST",
            "/Observation/" + id + "/$expunge",
            null,
            TENANT,
            TAGGED,
            SCOPE,
            "system/*.cruds xiangqiao/data.expunge");
    assertThat(erased.status()).as(erased.text()).isEqualTo(200);
    assertThat(get(query, TENANT, TAGGED).json().has("entry")).isFalse();
  }

  @Test
  void codesOfAPackageAreExpandedAndValidated() {
    String name = "org.example.codes";
    byte[] tgz =
        TestPackage.of(name, "1.0.0")
            .file(
                "package/CodeSystem-c.json",
                """
                {"resourceType":"CodeSystem","id":"c","url":"https://example.org/CodeSystem/packed",
                 "version":"1","status":"active","content":"complete","caseSensitive":true,
                 "concept":[{"code":"a","display":"A"},{"code":"b","display":"B"}]}""")
            .file(
                "package/ValueSet-v.json",
                """
                {"resourceType":"ValueSet","id":"v","url":"https://example.org/ValueSet/packed",
                 "version":"1","status":"active",
                 "compose":{"include":[{"system":"https://example.org/CodeSystem/packed"}]}}""")
            .bytes();
    install(tgz);
    String url = encoded("https://example.org/ValueSet/packed");
    Reply expanded = get("/ValueSet/$expand?url=" + url, TENANT, REFUSED);
    assertThat(expanded.status()).as(expanded.text()).isEqualTo(200);
    assertThat(expanded.json().at("/expansion/total").asInt()).isEqualTo(2);
    Reply valid =
        get(
            "/CodeSystem/$validate-code?code=b&url="
                + encoded("https://example.org/CodeSystem/packed"),
            TENANT,
            REFUSED);
    assertThat(valid.json().toString()).contains("\"name\":\"result\",\"valueBoolean\":true");
    assertThat(get("/ValueSet/$expand?url=" + url, TENANT, TAGGED).status()).isEqualTo(422);
  }

  private String post(String name, String type, String element) {
    Reply posted =
        send(
            "POST",
            "/StructureDefinition",
            """
            {"resourceType":"StructureDefinition","url":"%s","name":"N","status":"active",
             "kind":"resource","abstract":false,"type":"%s","derivation":"constraint",
             "baseDefinition":"http://hl7.org/fhir/StructureDefinition/%s",
             "differential":{"element":[{"id":"%s","path":"%s"},%s]}}"""
                .formatted(URL + name, type, type, type, type, element),
            TENANT,
            REFUSED);
    assertThat(posted.status()).as(posted.text()).isEqualTo(201);
    return posted.json().get("id").asText();
  }

  private Reply write(String profile, String tenant) {
    return write(profile, "\"code\":{\"text\":\"x\"}", tenant);
  }

  private Reply write(String profile, String code, String tenant) {
    return send(
        "POST",
        "/Basic",
        "{\"resourceType\":\"Basic\",\"meta\":{\"profile\":[\"%s\"]},%s}"
            .formatted(URL + profile, code),
        TENANT,
        tenant);
  }

  private void install(byte[] tgz) {
    Reply done =
        sendBytes(
            "POST",
            "/$install-package",
            tgz,
            "Content-Type",
            "application/gzip",
            INSTALLER[0],
            INSTALLER[1],
            INSTALLER[2],
            INSTALLER[3]);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
  }
}
