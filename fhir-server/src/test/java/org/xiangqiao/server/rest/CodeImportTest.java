package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.table.StoredCodeSystems;

/** CodeSystem/$import over HTTP: load, report, switch while others read, roll back, remove. */
class CodeImportTest extends RestServerTest {

  private static final String RIGHTS = "system/*.cruds xiangqiao/data.import";
  private static final String[] MAY = {SCOPE, RIGHTS};
  private static final String[] CSV = {SCOPE, RIGHTS, "Content-Type", "text/csv"};

  @Autowired StoredCodeSystems systems;

  private JsonNode imported(String query, String file) throws InterruptedException {
    Reply begun = send("POST", "/CodeSystem/$import?" + query, file, CSV);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    String job = begun.header("Content-Location");
    until(Duration.ofSeconds(60), () -> get(job, MAY).status() == 200);
    return get(job, MAY).json();
  }

  @Test
  void theOperationsAnswerFromAnImportedTable() throws Exception {
    String url = "http://example.org/http-answers";
    String csv = "code,display,parent\nI10,高血压病,\nI10.1,高血压性心脏病,I10\nE11,2型糖尿病,\n";
    assertThat(imported("url=" + url + "&version=1&activate=true", csv).get("state").asText())
        .isEqualTo("done");

    assertThat(parameter("/CodeSystem/$lookup?system=" + url + "&code=I10", "display"))
        .isEqualTo("高血压病");
    assertThat(parameter("/CodeSystem/$validate-code?url=" + url + "&code=E11", "result"))
        .isEqualTo("true");
    assertThat(parameter("/CodeSystem/$validate-code?url=" + url + "&code=E12", "result"))
        .isEqualTo("false");
    assertThat(
            parameter("/CodeSystem/$subsumes?system=" + url + "&codeA=I10&codeB=I10.1", "outcome"))
        .isEqualTo("subsumes");
    String expand = "/ValueSet/$expand?url=" + url + "%3Ffhir_vs&filter=";
    assertThat(codes(expand + "gxy")).containsExactly("I10", "I10.1");
    assertThat(codes(expand + "xinzang")).containsExactly("I10.1");
    assertThat(codes(expand + "%E7%B3%96%E5%B0%BF")).containsExactly("E11");
  }

  private String parameter(String address, String name) {
    Reply reply = get(address);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    for (JsonNode parameter : reply.json().path("parameter")) {
      if (parameter.path("name").asText().equals(name)) {
        for (String type : List.of("valueString", "valueBoolean", "valueCode")) {
          if (parameter.has(type)) {
            return parameter.get(type).asText();
          }
        }
      }
    }
    throw new AssertionError("no " + name + " in " + reply.text());
  }

  private List<String> codes(String address) {
    Reply reply = get(address);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().at("/expansion").findValuesAsText("code");
  }

  @Test
  void aVersionIsLoadedSwitchedRolledBackAndRemovedWhileOthersRead() throws Exception {
    String url = "http://example.org/http-switch";
    JsonNode first =
        imported("url=" + url + "&version=1&activate=true", "code,display,parent\nA,a1,\nB,b1,A\n");
    assertThat(first.get("state").asText()).as(first.toString()).isEqualTo("done");
    JsonNode found = get("/CodeSystem?url=" + url).json();
    assertThat(found.at("/entry/0/resource/version").asText()).isEqualTo("1");
    assertThat(found.at("/entry/0/resource/content").asText()).isEqualTo("not-present");
    assertThat(found.at("/entry/0/resource/count").asInt()).isEqualTo(2);

    JsonNode second = imported("url=" + url + "&version=2", "code,display\nA,a2\nB,b2\n");
    assertThat(second.get("state").asText()).as(second.toString()).isEqualTo("done");
    assertThat(get("/CodeSystem?url=" + url).json().at("/entry/0/resource/version").asText())
        .isEqualTo("1");
    String alone = "http://example.org/http-alone";
    imported("url=" + alone + "&version=1", "code,display\nA,a1\n");
    assertThat(get("/CodeSystem/$lookup?code=A&system=" + alone).status()).isEqualTo(422);
    assertThat(get("/CodeSystem/$lookup?code=A&version=1&system=" + alone).status()).isEqualTo(200);
    refusal(
        send("POST", "/CodeSystem/$import?url=" + url + "&version=2", "code,display\n", CSV),
        409,
        "load-version-there");

    // Whole, but nobody has put it into use: its name is needed.
    String lookup = "/CodeSystem/$lookup?code=A&system=" + url;
    assertThat(parameter(lookup, "display")).isEqualTo("a1");
    assertThat(parameter(lookup + "&version=2", "display")).isEqualTo("a2");

    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              while (!stop.get()) {
                CodeSystemContent one = systems.codeSystems(1, url).get(0);
                String suffix = one.about().getVersion();
                List<String> displays =
                    one
                        .concepts(new ConceptQuery(List.of(), null, false, 0, 10))
                        .concepts()
                        .stream()
                        .map(concept -> concept.display())
                        .toList();
                assertThat(displays).containsExactly("a" + suffix, "b" + suffix);
              }
            });
    for (int i = 0; i < 3; i++) {
      Reply switched = send("POST", "/CodeSystem/$activate?url=" + url + "&version=2", null, MAY);
      assertThat(switched.status()).as(switched.text()).isEqualTo(200);
      assertThat(systems.codeSystems(1, url).get(0).about().getVersion()).isEqualTo("2");
      assertThat(get("/CodeSystem?url=" + url).json().at("/entry/0/resource/version").asText())
          .isEqualTo("2");
      Reply back = send("POST", "/CodeSystem/$rollback?url=" + url, null, MAY);
      assertThat(back.status()).as(back.text()).isEqualTo(200);
      assertThat(systems.codeSystems(1, url).get(0).about().getVersion()).isEqualTo("1");
    }
    stop.set(true);
    reading.join();

    refusal(send("POST", "/CodeSystem/$rollback?url=" + url, null, MAY), 409, "switch-no-former");
    refusal(
        send("POST", "/CodeSystem/$remove-version?url=" + url + "&version=1", null, MAY),
        409,
        "switch-remove-current");
    assertThat(
            send("POST", "/CodeSystem/$remove-version?url=" + url + "&version=2", null, MAY)
                .status())
        .isEqualTo(200);
    assertThat(get("/CodeSystem/$versions?url=" + url, MAY).json().get("parameter")).hasSize(1);
    refusal(
        send("POST", "/CodeSystem/$activate?url=" + url + "&version=2", null, MAY),
        404,
        "switch-unknown");
  }

  @Test
  void refusedRowsAreReportedInBothLanguages() throws Exception {
    JsonNode told =
        imported("url=http://example.org/http-wrong&version=1", "代码,名称\nA,甲\nA,乙\n,丙\n");
    assertThat(told.get("state").asText()).isEqualTo("failed");
    assertThat(told.at("/outcome/issue/0/details/coding/0/code").asText())
        .isEqualTo("load-rows-refused");
    Reply report = get(told.get("report").asText(), MAY);
    assertThat(report.text())
        .contains("3,code,row-code-duplicate,代码 A 与第 2 行重复")
        .contains("The row has no code.");
    assertThat(get("/CodeSystem?url=http://example.org/http-wrong").json().has("entry")).isFalse();
  }

  @Test
  void aFileThatIsABinaryIsImported() throws Exception {
    byte[] gbk = "编码,名称\nX1,甲状腺病\n".getBytes(java.nio.charset.Charset.forName("GBK"));
    Reply kept = sendBytes("POST", "/Binary", gbk, "Content-Type", "application/octet-stream");
    assertThat(kept.status()).as(kept.text()).isEqualTo(201);
    String binary = kept.header("Location").replaceAll(".*/(Binary/[^/]+).*", "$1");
    String url = "http://example.org/http-binary";
    String asked =
        """
        {"resourceType": "Parameters", "parameter": [
          {"name": "url", "valueUri": "%s"}, {"name": "version", "valueString": "1"},
          {"name": "source", "valueString": "%s"}, {"name": "format", "valueCode": "csv"},
          {"name": "charset", "valueString": "GBK"}, {"name": "activate", "valueBoolean": true}]}
        """
            .formatted(url, binary);
    refusal(
        send("POST", "/CodeSystem/$import", asked, TENANT, "2", SCOPE, RIGHTS), 400, "load-source");
    refusal(
        send(
            "POST",
            "/CodeSystem/$import",
            asked,
            SCOPE,
            "system/CodeSystem.cruds xiangqiao/data.import"),
        403,
        "scope-missing");
    Reply begun = send("POST", "/CodeSystem/$import", asked, MAY);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    String job = begun.header("Content-Location");
    until(Duration.ofSeconds(60), () -> get(job, MAY).status() == 200);
    assertThat(get(job, MAY).json().get("state").asText()).isEqualTo("done");
    assertThat(parameter("/CodeSystem/$lookup?system=" + url + "&code=X1", "display"))
        .isEqualTo("甲状腺病");
  }

  @Test
  void whoMayNotAndWhatIsNotUnderstoodIsRefused() {
    refusal(
        send(
            "POST",
            "/CodeSystem/$import?url=http://example.org/x&version=1",
            "code,display\n",
            SCOPE,
            "system/*.cruds",
            "Content-Type",
            "text/csv"),
        403,
        "scope-missing");
    refusal(
        send(
            "POST",
            "/CodeSystem/$import?url=http://example.org/x&version=1&hierarchy=tree",
            "code,display\n",
            CSV),
        400,
        "load-option");
    refusal(
        send(
            "POST",
            "/CodeSystem/$import?url=http://example.org/x&version=1&format=csv&source=Binary/none",
            null,
            MAY),
        400,
        "load-source");
    refusal(
        get("/_codesystem-import/00000000-0000-0000-0000-000000000000", MAY), 404, "load-unknown");
  }
}
