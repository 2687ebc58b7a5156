package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.programmes.supervision.ItemFile;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.Settlement;
import org.xiangqiao.store.TestPostgres;

/**
 * The insurance operations as a counter calls them: over HTTP with a token, the platform's ledger
 * as judge. The bridge makes the server another one, so this has a context of its own.
 */
class InsuranceDoorTest {

  private static final TestClient EMR = TestClient.es384("emr");
  private static final String SCOPES = "system/*.cruds xiangqiao/data.expunge";
  private static final String STATES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-booking-state";

  /** As the shipped one, for a platform that answers fast. */
  private static final String PROFILE =
      """
      name: quick
      transport:
        url: '{base}/fsi/api/rsfComIfsService/callService'
      receiver:
        system: HIS
        version: 1.0.0
      limits:
        connect: PT1S
        query: PT5S
        step: PT5S
        settle: PT0.05S
      refusals: ['不一致', '不符']
      nothingToUndo: ['没有可撤销的费用明细', '就诊ID不存在', '未办理出院']
      """;

  @TempDir static Path folder;

  private static InsurancePlatform platform;
  private static SecuredServer server;
  private static String token;

  @BeforeAll
  static void start() throws IOException {
    platform = InsurancePlatform.start();
    Path profile = Files.writeString(folder.resolve("quick.yaml"), PROFILE);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.putAll(SecuredServer.client(0, EMR, 1, SCOPES));
    properties.put("xiangqiao.fhir-package.install", "false");
    String insurance = "xiangqiao.insurance.";
    properties.put(insurance + "enabled", "true");
    properties.put(insurance + "poll", "50ms");
    properties.put(insurance + "breaker-pause", "1s");
    String centre = insurance + "institutions." + CounterBill.CENTRE + ".";
    properties.put(centre + "name", "青石镇卫生院");
    properties.put(centre + "district", CounterBill.DISTRICT);
    properties.put(centre + "url", platform.url().toString());
    properties.put(centre + "profile", profile.toString());
    properties.put(centre + "operator.number", "9001");
    properties.put(centre + "operator.name", "自动");
    properties.put(centre + "operator.mac", "00-00-00-00-00-00");
    properties.put(centre + "operator.ip", "10.0.0.1");
    String county = insurance + "supervision.counties.1.";
    properties.put(county + "items", items().toString());
    properties.put(county + "rules.above-price-limit", "refuse");
    properties.put(county + "rules.limited-by-age", "off");
    properties.put(insurance + "supervision.levels." + CounterBill.CENTRE, "township");
    server = SecuredServer.start(TestPostgres.jdbcUrl(), properties);
    token = server.token(EMR, SCOPES);
  }

  /** The file that shows the form, as a county would put its own beside the server. */
  private static Path items() throws IOException {
    Path copy = folder.resolve("items.csv");
    try (InputStream example = ItemFile.class.getResourceAsStream("example-items.csv")) {
      Files.copy(example, copy);
    }
    return copy;
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    platform.close();
  }

  private static CounterBill bill(int sequence) {
    CounterBill bill = new CounterBill(server, token, sequence);
    platform.insure(bill.person);
    return bill;
  }

  private static Reply submit(CounterBill bill, String claim) {
    return server.post("/fhir/Claim/$submit", bill.handedIn(claim), token);
  }

  private static JsonNode settled(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode response = reply.json();
    assertThat(response.get("resourceType").asText()).isEqualTo("ClaimResponse");
    assertThat(response.get("outcome").asText()).as(reply.toString()).isEqualTo("complete");
    return response;
  }

  private static List<Settlement> standing(CounterBill bill) {
    return platform.judge().standing().stream()
        .filter(one -> one.localNumber().equals("MZ" + bill.person.number()))
        .toList();
  }

  private static void refused(Reply reply, int status, String rule) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    JsonNode outcome = reply.json();
    assertThat(outcome.get("resourceType").asText()).isEqualTo("OperationOutcome");
    assertThat(outcome.at("/issue/0/details/coding/0/code").asText()).isEqualTo(rule);
  }

  private static void named(Reply reply, String element) {
    refused(reply, 422, "insurance-incomplete");
    assertThat(reply.json().at("/issue/0/expression/0").asText()).isEqualTo(element);
    assertThat(reply.json().at("/issue/0/details/text").asText()).contains(element);
  }

  @Test
  void aVisitIsRegisteredItsClaimSettledOnceAndTakenBack() {
    CounterBill bill = bill(401);
    Reply registered =
        server.post(
            "/fhir/Encounter/" + bill.encounter + "/$insurance-register",
            bill.registration("\"reference\":\"Coverage/" + bill.coverage + "\""),
            token);
    assertThat(registered.status()).as(registered.toString()).isEqualTo(200);
    assertThat(registered.json().at("/parameter/0/valueCode").asText()).isEqualTo("booked");
    assertThat(registered.json().at("/parameter/1/valueIdentifier/value").asText()).isNotBlank();

    JsonNode first = settled(submit(bill, bill.claim("C401")));
    assertThat(first.get("total"))
        .anySatisfy(
            total -> {
              assertThat(total.at("/category/coding/0/code").asText()).isEqualTo("medfee_sumamt");
              assertThat(total.at("/amount/value").decimalValue()).isEqualByComparingTo("70.00");
            });
    Reply second = submit(bill, bill.claim("C401"));
    JsonNode again = settled(second);
    assertThat(again.get("id")).isEqualTo(first.get("id"));
    assertThat(again.at("/meta/versionId")).isEqualTo(first.at("/meta/versionId"));
    assertThat(second.body()).doesNotContain(bill.person.certificate());
    assertThat(standing(bill)).hasSize(1);

    Reply other =
        submit(
            bill,
            bill.claim("C401").replace("\"quantity\":{\"value\":3}", "\"quantity\":{\"value\":4}"));
    refused(other, 409, "insurance-other-content");
    assertThat(other.body()).contains("该结算申请编号已提交过", "A claim of this identifier came before");

    String claim = first.at("/request/reference").asText();
    Reply cancelled =
        server.post(
            "/fhir/" + claim + "/$cancel",
            CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":true}"),
            token);
    assertThat(settled(cancelled).get("status").asText()).isEqualTo("cancelled");
    assertThat(standing(bill)).isEmpty();
  }

  @Test
  void aStayIsAdmittedChargedBeforeItsBillSettledAndTakenBack() {
    CounterStay stay = new CounterStay(server, token, 422);
    platform.insure(stay.bill.person);
    Reply admitted =
        server.post(
            "/fhir/Encounter/" + stay.encounter + "/$insurance-register",
            stay.bill.registration("\"reference\":\"Coverage/" + stay.bill.coverage + "\""),
            token);
    assertThat(admitted.status()).as(admitted.toString()).isEqualTo(200);
    assertThat(admitted.json().at("/parameter/0/valueCode").asText()).isEqualTo("booked");

    Reply uploaded =
        server.post(
            "/fhir/Claim/$insurance-details",
            CounterBill.counter("{\"name\":\"resource\",\"resource\":" + stay.claim("D422") + "}"),
            token);
    JsonNode priced = uploaded.json();
    assertThat(priced.get("outcome").asText()).as(uploaded.toString()).isEqualTo("partial");
    assertThat(priced.get("item")).hasSize(2);
    assertThat(priced.has("total")).isFalse();

    JsonNode first = settled(submit(stay.bill, stay.claim("C422")));
    assertThat(first.at("/identifier/0/system").asText())
        .isEqualTo("https://fhir.xiangqiao.org/sid/insurance-settlement");
    assertThat(platform.judge().standing())
        .filteredOn(one -> one.localNumber().equals("ZY" + stay.bill.person.number()))
        .hasSize(1);
    assertThat(platform.callCounts())
        .containsEntry("2301", 1L)
        .containsEntry("2402", 1L)
        .containsEntry("2304", 1L);
    refused(
        server.post(
            "/fhir/Claim/$insurance-details", stay.bill.handedIn(stay.bill.claim("D423")), token),
        422,
        "insurance-not-supported");

    Reply cancelled =
        server.post(
            "/fhir/" + first.at("/request/reference").asText() + "/$cancel",
            CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":true}"),
            token);
    assertThat(settled(cancelled).get("status").asText()).isEqualTo("cancelled");
    assertThat(platform.callCounts())
        .containsEntry("2305", 1L)
        .containsEntry("2405", 1L)
        .containsEntry("2302", 1L)
        .containsEntry("2404", 1L);
  }

  @Test
  void whatIsMissingIsNamedAndNothingSent() {
    CounterBill bill = bill(402);
    String claim = bill.claim("C402");
    int calls = platform.calls().size();
    named(submit(bill, claim.replace("Coverage/" + bill.coverage, "Coverage/none")), "Coverage");
    named(
        submit(bill, claim.replace("\"focal\":true", "\"focal\":false")),
        "Claim.insurance.coverage");
    named(
        submit(bill, claim.replace("\"value\":\"C402\"", "\"use\":\"usual\"")), "Claim.identifier");
    String register = "/fhir/Encounter/" + bill.encounter + "/$insurance-register";
    named(
        server.post(register, bill.registration("\"identifier\":{\"value\":\"" + "1\"}"), token),
        "Parameters.parameter.where(name='coverage').value.reference");
    named(
        server.post(
            register,
            bill.registration("\"reference\":\"Encounter/" + bill.encounter + "\""),
            token),
        "Parameters.parameter.where(name='coverage').value.reference");
    named(
        server.post("/fhir/Claim/$submit", bill.handedIn("{\"resourceType\":\"Basic\"}"), token),
        "Parameters.parameter.where(name='resource').resource");
    refused(
        server.post(
            "/fhir/Claim/none/$cancel",
            CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":false}"),
            token),
        404,
        "insurance-unknown");
    assertThat(platform.calls()).hasSize(calls);
  }

  @Test
  void withoutTheScopeNothingIsDone() {
    CounterBill bill = bill(403);
    int calls = platform.calls().size();
    String reader = server.token(EMR, "system/*.rs");
    String claim = bill.handedIn(bill.claim("C403"));
    assertThat(server.post("/fhir/Claim/$submit", claim, reader).status()).isEqualTo(403);
    String blind = server.token(EMR, "system/Claim.cruds");
    assertThat(server.post("/fhir/Claim/$submit", claim, blind).status()).isEqualTo(403);
    String register = bill.registration("\"reference\":\"Coverage/" + bill.coverage + "\"");
    String visit = "/fhir/Encounter/" + bill.encounter + "/$insurance-register";
    assertThat(server.post(visit, register, reader).status()).isEqualTo(403);
    String cancel = CounterBill.counter("{\"name\":\"visit\",\"valueBoolean\":false}");
    assertThat(server.post("/fhir/Claim/none/$cancel", cancel, reader).status()).isEqualTo(403);
    assertThat(platform.calls()).hasSize(calls);
  }

  @Test
  void whatIsNotedOfSettlementsIsErasedWithTheResident() {
    CounterBill bill = bill(421);
    settled(submit(bill, bill.claim("C421")));
    String noted =
        "select count(*) from insurance_step s join insurance_case c using (tenant_id, case_id)"
            + " where c.resource_id = '"
            + bill.encounter
            + "' or c.business_key like '%C421'";
    assertThat(server.jdbc().queryForObject(noted, Long.class)).isEqualTo(4);
    Integer persons =
        server.jdbc().queryForObject("select count(*) from insurance_person", Integer.class);

    String expunge = "/fhir/Patient/" + bill.patient + "/$expunge?compartment=true";
    Reply answer;
    do {
      answer = server.send("POST", expunge, null, "Authorization", "Bearer " + token);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    } while (answer.body().contains("\"name\":\"more\",\"valueBoolean\":true"));
    assertThat(server.jdbc().queryForObject(noted, Long.class)).isZero();
    assertThat(
            server
                .jdbc()
                .queryForObject(
                    "select count(*) from insurance_case where resource_id = ?",
                    Long.class,
                    bill.encounter))
        .isZero();
    assertThat(server.jdbc().queryForObject("select count(*) from insurance_person", Integer.class))
        .isEqualTo(persons - 1);
  }

  @Test
  void anAnswerLostAfterBookingIsAdopted() {
    CounterBill bill = bill(404);
    platform.faults(InsuranceFault.dropAfterBooking().on("2207").times(1));
    settled(submit(bill, bill.claim("C404")));
    assertThat(standing(bill)).hasSize(1);
    assertThat(platform.callCounts()).doesNotContainKey("2601");
  }

  @Test
  void aRefusalIsToldWithItsStateAndAPlatformThatIsDownWith503() {
    CounterBill bill = bill(405);
    platform.faults(InsuranceFault.refuse("就诊凭证与人员编号不符").on("2207").times(1));
    Reply refused = submit(bill, bill.claim("C405"));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(200);
    assertThat(refused.json().at("/outcome").asText()).isEqualTo("error");
    assertThat(refused.json().at("/error/0/code/coding/0/system").asText()).isEqualTo(STATES);
    assertThat(refused.json().at("/error/0/code/coding/0/code").asText()).isEqualTo("refused");

    platform.down();
    Reply down = refused;
    for (int call = 0; call < 20 && down.status() == 200; call++) {
      down = submit(bill, bill.claim("C405"));
    }
    refused(down, 503, "insurance-platform-down");
    assertThat(down.header("Retry-After")).isEqualTo("5");
    platform.up();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> submit(bill, bill.claim("C405")).body().contains("\"complete\""));
    assertThat(standing(bill)).hasSize(1);
  }

  private static String cancelTask(String claim) {
    return """
        {"resourceType":"Task","status":"requested","intent":"order",
         "code":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/financialtaskcode",
           "code":"cancel"}]},
         "focus":{"reference":"%s"},
         "input":[{"type":{"text":"operator"},"valueString":"7"},
           {"type":{"text":"operatorName"},"valueString":"收费员"},
           {"type":{"text":"visit"},"valueBoolean":true}]}"""
        .formatted(claim);
  }

  @Test
  void aTaskCancelsForThoseWhoMayCancelAndForNobodyElse() {
    CounterBill bill = bill(406);
    String claim = settled(submit(bill, bill.claim("C406"))).at("/request/reference").asText();
    Reply refused =
        server.post("/fhir/Task", cancelTask(claim), server.token(EMR, "system/Task.cruds"));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.body()).contains("system/Claim.u");
    assertThat(standing(bill)).hasSize(1);

    Reply posted = server.post("/fhir/Task", cancelTask(claim), token);
    assertThat(posted.status()).as(posted.toString()).isEqualTo(201);
    String task = "/fhir/Task/" + posted.json().get("id").asText();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> server.get(task, token).body().contains("\"completed\""));
    assertThat(standing(bill)).isEmpty();
  }

  private static Reply reconcile(String institution, String day, String with) {
    return server.post(
        "/fhir/PaymentReconciliation/$insurance-reconcile",
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"institution","valueString":"%s"},{"name":"day","valueDate":"%s"}]}"""
            .formatted(institution, day),
        with);
  }

  @Test
  void aDayIsReconciledByHand() {
    CounterBill bill = bill(407);
    settled(submit(bill, bill.claim("C407")));
    String day = platform.today().toString();
    Reply done = reconcile(CounterBill.CENTRE, day, token);
    assertThat(done.status()).as(done.toString()).isEqualTo(200);
    assertThat(done.json().at("/parameter/0/valueCode").asText()).isEqualTo("balanced");
    Reply report =
        server.get(
            "/fhir/" + done.json().at("/parameter/1/valueReference/reference").asText(), token);
    assertThat(report.json().at("/outcome").asText()).isEqualTo("complete");
    assertThat(report.json().at("/detail/0/request/reference").asText()).startsWith("Claim/");

    refused(reconcile("H99010100009", day, token), 422, "insurance-institution");
    refused(
        reconcile(CounterBill.CENTRE, platform.today().plusDays(1).toString(), token),
        422,
        "insurance-incomplete");
    assertThat(reconcile(CounterBill.CENTRE, day, server.token(EMR, "system/*.rs")).status())
        .isEqualTo(403);
  }

  private static final String RULES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-supervision-rule";

  private static JsonNode issues(JsonNode response) {
    return server
        .get("/fhir/DetectedIssue?implicated=" + response.at("/request/reference").asText(), token)
        .json();
  }

  /** Rules of the claim's DetectedIssues, and how severe each is. */
  private static List<String> found(JsonNode response) {
    List<String> found = new ArrayList<>();
    for (JsonNode entry : issues(response).path("entry")) {
      JsonNode issue = entry.get("resource");
      assertThat(issue.at("/code/coding/0/system").asText()).isEqualTo(RULES);
      assertThat(issue.at("/meta/versionId").asText()).isEqualTo("1");
      found.add(
          issue.at("/code/coding/0/code").asText()
              + " "
              + issue.at("/severity").asText()
              + " "
              + issue.at("/evidence/0/code/0/coding/0/code").asText());
    }
    return found;
  }

  /** Drugs with their trace codes, as a clean bill has them. */
  private static String traced(String claim) {
    return claim.replace(
        "{\"url\":\"https://fhir.xiangqiao.org/StructureDefinition/charged-at\"",
        "{\"url\":\"https://fhir.xiangqiao.org/StructureDefinition/drug-trace-code\","
            + "\"valueString\":\"81234567890123456789\"},"
            + "{\"url\":\"https://fhir.xiangqiao.org/StructureDefinition/charged-at\"");
  }

  private static String item(String claim, String code) {
    return claim.replace("XJ01CAA040E001010801", code);
  }

  private static JsonNode refusedBy(Reply reply, String rule, String place) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode response = reply.json();
    assertThat(response.get("outcome").asText()).as(reply.toString()).isEqualTo("error");
    assertThat(response.get("disposition").asText()).contains("审核未通过");
    assertThat(response.get("error"))
        .anySatisfy(
            error -> {
              assertThat(error.at("/code/coding/0/system").asText()).isEqualTo(RULES);
              assertThat(error.at("/code/coding/0/code").asText()).isEqualTo(rule);
              assertThat(error.at("/code/text").asText()).startsWith(place + ": ");
            });
    return response;
  }

  @Test
  void aBillThatDoesNotAddUpIsRefusedBeforeAnythingIsSent() {
    CounterBill bill = bill(411);
    int calls = platform.calls().size();
    String claim = traced(bill.claim("C411")).replace("{\"value\":30.00", "{\"value\":31.00");
    Reply first = submit(bill, claim);
    JsonNode response = refusedBy(first, "arithmetic", "Claim.item[0].net");
    assertThat(first.body())
        .contains("应为 30", "请核对数量", "the amount should be 30", "Correct quantity", "Claim.total");
    assertThat(platform.calls()).hasSize(calls);
    List<String> found = found(response);
    assertThat(found)
        .containsExactlyInAnyOrder(
            "arithmetic high Claim.item[0].net", "arithmetic high Claim.total");
    String detail = issues(response).at("/entry/0/resource/detail").asText();
    assertThat(detail).contains("依据：医疗保障基金使用监督管理条例", "Legal base: Order 735", "What to do:");

    JsonNode again = refusedBy(submit(bill, claim), "arithmetic", "Claim.item[0].net");
    assertThat(again.get("id")).isEqualTo(response.get("id"));
    assertThat(found(again)).containsExactlyInAnyOrderElementsOf(found);
    assertThat(platform.calls()).hasSize(calls);
  }

  @Test
  void aCountyRefusesWhereOthersWarnAndSwitchesRulesOff() {
    CounterBill bill = bill(412);
    int calls = platform.calls().size();
    String dear = item(traced(bill.claim("C412")), "XEX-TABLET-5");
    refusedBy(
        submit(
            bill,
            dear.replace("{\"value\":10.00", "{\"value\":13.00")
                .replace("{\"value\":30.00", "{\"value\":39.00")
                .replace("{\"value\":70.00", "{\"value\":79.00")),
        "above-price-limit",
        "Claim.item[0].unitPrice");
    assertThat(platform.calls()).hasSize(calls);

    JsonNode forChildren = settled(submit(bill, item(traced(bill.claim("C413")), "XEX-CHILD")));
    assertThat(found(forChildren)).isEmpty();
    assertThat(standing(bill)).hasSize(1);
  }

  @Test
  void whatIsDoubtfulIsSettledAndToldOnce() {
    CounterBill bill = bill(414);
    JsonNode plain = settled(submit(bill, traced(bill.claim("C414"))));
    assertThat(found(plain)).isEmpty();

    died(bill, "2026-05-30");
    admitted(bill, "cancelled", "2026-05-01");
    String claim = bill.claim("C415");
    JsonNode response = settled(submit(bill, claim));
    List<String> found = found(response);
    assertThat(found)
        .containsExactlyInAnyOrder(
            "missing-trace-code moderate Claim.item[0].udi",
            "missing-trace-code moderate Claim.item[1].udi",
            "duplicate-charge moderate Claim.item[0].productOrService",
            "duplicate-charge moderate Claim.item[1].productOrService",
            "visit-after-death moderate Claim.item[0].serviced");
    assertThat(response.get("processNote"))
        .filteredOn(note -> note.at("/text").asText().startsWith("[visit-after-death]"))
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.at("/text").asText())
                    .contains("死亡日期", "第四十条", "article 40", "Find out who came"));

    JsonNode again = settled(submit(bill, claim));
    assertThat(again.at("/meta/versionId")).isEqualTo(response.at("/meta/versionId"));
    assertThat(found(again)).containsExactlyInAnyOrderElementsOf(found);
    assertThat(standing(bill)).hasSize(2);
  }

  @Test
  void aBillOfSomebodyWhoLiesInHospitalIsTold() {
    CounterBill bill = bill(416);
    admitted(bill, "in-progress", "2026-05-30");
    assertThat(found(settled(submit(bill, traced(bill.claim("C416"))))))
        .containsExactly("outpatient-during-stay moderate Claim.item[0].serviced");
  }

  private static void died(CounterBill bill, String day) {
    Reply changed =
        server.send(
            "PUT",
            "/fhir/Patient/" + bill.patient,
            """
            {"resourceType":"Patient","id":"%s","gender":"female","birthDate":"1970-01-01",
             "name":[{"family":"测试","given":["居民"]}],"deceasedDateTime":"%s"}"""
                .formatted(bill.patient, day),
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/fhir+json");
    assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
  }

  private static void admitted(CounterBill bill, String status, String day) {
    Reply created =
        server.post(
            "/fhir/Encounter",
            """
            {"resourceType":"Encounter","status":"%s",
             "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},
             "subject":{"reference":"Patient/%s"},"period":{"start":"%sT08:00:00+08:00"}}"""
                .formatted(status, bill.patient, day),
            token);
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
  }
}
