package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** Catalogues and mappings over HTTP: uploaded, listed, told to the platform, fetched from it. */
@ExtendWith(CounterServer.Shared.class)
class CatalogueDoorTest {

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final String AT = "?institution=" + CounterBill.CENTRE;

  private final CounterServer counter;

  CatalogueDoorTest(CounterServer counter) {
    this.counter = counter;
  }

  private Reply upload(String more, String csv, String token) {
    return counter
        .server()
        .send(
            "POST",
            "/fhir/ConceptMap/$insurance-codes" + AT + more,
            csv,
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "text/csv");
  }

  private Reply upload(String more, String csv) {
    return upload(more, csv, counter.token());
  }

  private Reply ask(String path) {
    return counter.server().get(path, counter.token());
  }

  private static String value(JsonNode parameters, String name) {
    for (JsonNode part : parameters.get("parameter")) {
      if (part.get("name").asText().equals(name)) {
        return part.properties().stream()
            .filter(one -> one.getKey().startsWith("value"))
            .map(one -> one.getValue().asText())
            .findFirst()
            .orElseThrow();
      }
    }
    return null;
  }

  private Reply ended(String path) {
    return await()
        .atMost(LONG)
        .until(() -> ask(path), reply -> "done".equals(value(reply.json(), "job")));
  }

  @Test
  void aBillByOwnCodesIsRefusedListedMappedAndSettled() {
    CounterBill bill = counter.bill(811);
    String claim =
        bill.claim("K811")
            .replaceAll("\\{\"system\":\"[^\"]*sid/insurance-item\",\"code\":\"[^\"]*\"},\\s*", "")
            .replace("\"local1\"", "\"k811-1\"")
            .replace("\"local2\"", "\"k811-2\"");
    Reply first = counter.submit(bill, claim);
    assertThat(first.json().get("outcome").asText()).as(first.toString()).isEqualTo("error");
    assertThat(first.body())
        .contains("Claim.item[0].productOrService", "k811-1", "$insurance-codes");

    String unmapped = "/fhir/ConceptMap/$insurance-unmapped" + AT;
    assertThat(ask(unmapped).body()).contains("k811-1", "k811-2");
    Reply page = ask(unmapped + "&count=1");
    assertThat(value(page.json(), "next")).startsWith("1|");
    assertThat(ask(unmapped + "&format=csv").body()).contains("院内编码", "k811-1,,,1,1,");

    Reply taken = upload("&kind=item", "院内编码,医保编码\nk811-1,C1\nk811-2,C2\n");
    assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
    assertThat(value(taken.json(), "added")).isEqualTo("2");
    assertThat(ask(unmapped).body()).doesNotContain("k811-1");

    JsonNode answer = settled(counter.submit(bill, claim));
    assertThat(counter.standing(bill)).hasSize(1);
    upload("&kind=item", "院内编码,医保编码\nk811-1,C9\n");
    String id = answer.get("id").asText();
    assertThat(ask("/fhir/ClaimResponse/" + id + "/$insurance-slip").body())
        .contains("C1", "C2")
        .doesNotContain("C9");
    upload("&kind=item", "院内编码,医保编码\nk811-1,C1\n");
    Reply map = ask("/fhir/ConceptMap/insurance-item-" + CounterBill.CENTRE);
    assertThat(map.body()).contains("k811-1");

    Reply asked =
        counter.post(
            "/fhir/ConceptMap/$insurance-upload",
            """
            {"resourceType":"Parameters","parameter":[
             {"name":"institution","valueString":"%s"}]}"""
                .formatted(CounterBill.CENTRE));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    Reply told = ended("/fhir/ConceptMap/$insurance-upload-report" + AT);
    assertThat(value(told.json(), "refused")).isNull();
    assertThat(counter.platform().catalogues().mapped(CounterBill.CENTRE))
        .containsEntry("k811-1", "C1");
  }

  @Test
  void aTableWithBadRowsIsReportedRowByRow() {
    String csv = "院内编码,医保编码,开始日期\nk821,,\nk822,C1,2026-13-01\n";
    Reply refused = upload("&kind=item", csv);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().get("issue")).hasSize(2);
    assertThat(refused.body()).contains("row 2 医保编码", "row 3 开始日期");

    Reply table = upload("&kind=item&format=csv", csv);
    assertThat(table.status()).isEqualTo(422);
    assertThat(table.body()).contains("row,column,rule", "insurance.codes.date");

    refused(upload("&kind=item", "院内编码,名称\nk1,a\n"), 422, "insurance.codes.column");
    refused(upload("&kind=ward", csv), 400, "insurance-codes-kind");
    refused(
        counter
            .server()
            .send(
                "POST",
                "/fhir/ConceptMap/$insurance-codes?institution=H99010199999&kind=item",
                csv,
                "Authorization",
                "Bearer " + counter.token(),
                "Content-Type",
                "text/csv"),
        422,
        "insurance-catalogue-institution");
  }

  @Test
  void eachOperationWantsItsScope() {
    String reader = counter.token("system/ConceptMap.rs system/CodeSystem.rs");

    assertThat(upload("&kind=item", "院内编码,医保编码\nk831,C1\n", reader).status()).isEqualTo(403);
    assertThat(counter.server().get("/fhir/ConceptMap/$insurance-unmapped" + AT, reader).status())
        .isEqualTo(403);
    assertThat(
            counter
                .server()
                .post("/fhir/CodeSystem/$insurance-download", download("1901"), reader)
                .status())
        .isEqualTo(403);
  }

  private static String download(String catalogue) {
    return """
        {"resourceType":"Parameters","parameter":[
         {"name":"institution","valueString":"%s"},{"name":"catalogue","valueCode":"%s"}]}"""
        .formatted(CounterBill.CENTRE, catalogue);
  }

  @Test
  void aCatalogueBecomesACodeSystemThatAnswers() {
    counter
        .platform()
        .catalogues()
        .seed(
            "1312",
            List.of(
                Map.of(
                    "hilist_code", "ZZ9001",
                    "hilist_name", "示例目录药品",
                    "vali_flag", "1",
                    "updt_time", "2026-06-01")));
    String report = "/fhir/CodeSystem/$insurance-download-report" + AT + "&catalogue=1312";
    refused(ask(report), 404, "insurance-catalogue-never");
    refused(
        counter.post("/fhir/CodeSystem/$insurance-download", download("1301")),
        422,
        "insurance-catalogue-fields");
    refused(
        counter.post("/fhir/CodeSystem/$insurance-download", download("1399")),
        422,
        "insurance-catalogue-unknown");

    Reply asked = counter.post("/fhir/CodeSystem/$insurance-download", download("1312"));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    assertThat(value(ended(report).json(), "rows")).isEqualTo("1");

    String lookup =
        "/fhir/CodeSystem/$lookup?code=ZZ9001&system="
            + "https://fhir.xiangqiao.org/CodeSystem/insurance-catalogue-1312";
    Reply found = await().atMost(LONG).until(() -> ask(lookup), reply -> reply.status() == 200);
    assertThat(found.body()).contains("示例目录药品");
  }

  @Test
  void aCatalogueWhoseFieldsTheOperatorCompletedIsAskedFor() {
    counter
        .platform()
        .catalogues()
        .seed(
            "1303",
            List.of(
                Map.of(
                    "med_list_codg", "ZZ9303",
                    "drug_prodname", "示例制剂",
                    "vali_flag", "1",
                    "updt_time", "2026-06-01")));
    Reply asked = counter.post("/fhir/CodeSystem/$insurance-download", download("1303"));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    String report = "/fhir/CodeSystem/$insurance-download-report" + AT + "&catalogue=1303";
    assertThat(value(ended(report).json(), "rows")).isEqualTo("1");
  }
}
