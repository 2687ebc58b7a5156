package org.xiangqiao.simulators.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.simulators.insurance.Centre.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.insurance.Cardinality;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Requirement;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.programmes.benefit.Identity;
import org.xiangqiao.programmes.benefit.ItemClass;

/** Every transaction over HTTP, and its refusals. */
class InsurancePlatformTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-06-05T04:00:00Z"), ZoneOffset.UTC);
  private static final String P = "42130000001";
  private static final String CARD = "990101197001010028";
  private static final TransactionTable TABLE = TransactionTable.load();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private InsurancePlatform platform;
  private Centre centre;

  private static PlatformSettings.Builder settings() throws IOException {
    return PlatformSettings.of(BenefitPlanFile.example("suizhou-2023")).clock(NOON);
  }

  @BeforeEach
  void open() throws IOException {
    open(settings());
  }

  private void open(PlatformSettings.Builder settings) throws IOException {
    if (platform != null) {
      platform.close();
    }
    platform = new InsurancePlatform(settings.build());
    platform.insure(
        InsuredPerson.resident(P, CARD, "张三", "421300").withCredentials(Set.of("TOKEN1")));
    centre = new Centre(platform, HTTP, "H42130000001", "421300").signIn();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void tellsWhoIsInsured() {
    platform.insure(
        InsuredPerson.resident(P, CARD, "张三", "421300")
            .withIdentities(List.of(new Identity("低保", LocalDate.of(2026, 1, 1), null))));
    JsonNode output = filled("1101", Centre.identityCard(CARD));
    assertThat(output.at("/baseinfo/psn_no").asText()).isEqualTo(P);
    assertThat(output.at("/insuinfo/0/insuplc_admdvs").asText()).isEqualTo("421300");
    assertThat(output.at("/idetinfo/0/psn_idet_type").asText()).isEqualTo("低保");
    assertThat(centre.refused("1101", Centre.identityCard("990101199901010014"))).contains("未查询到");
  }

  @Test
  void admitsAnybodyWhenToldTo() throws IOException {
    open(settings().admitsAnybody(true));
    String number =
        centre
            .ok("1101", Centre.identityCard("990101199901010014"))
            .at("/baseinfo/psn_no")
            .asText();
    assertThat(
            centre
                .ok("1101", Centre.identityCard("990101199901010014"))
                .at("/baseinfo/psn_no")
                .asText())
        .isEqualTo(number);
  }

  @Test
  void settlesAnOutpatientVisit() {
    String visit = centre.prepared(P, CARD, "M1", "60.00", "40.00");
    JsonNode quote = filled("2206", Centre.bill(visit, P, CARD, "b", "100.00"));
    assertThat(quote.at("/setlinfo/hifp_pay").decimalValue()).isEqualTo("50.00");
    assertThat(platform.settlements()).isEmpty();
    JsonNode settled = filled("2207", Centre.bill(visit, P, CARD, "b", "100.00"));
    assertThat(settled.at("/setlinfo/psn_cash_pay").decimalValue()).isEqualTo("50.00");
    assertThat(settled.at("/setldetail/0/fund_pay_type").asText()).isEqualTo("390100");
    Settlement booked = platform.settlements().get(0);
    assertThat(settled.at("/setlinfo/medins_setl_id").asText()).isEqualTo(booked.msgid());
    assertThat(settled.at("/setlinfo/setl_time").asText()).isEqualTo("2026-06-05 12:00:00");
    String id = settled.at("/setlinfo/setl_id").asText();
    assertThat(centre.refused("2205", batch(visit, "0000"))).contains("先撤销结算");
    JsonNode cancelled = filled("2208", Centre.cancel(id, visit, P));
    assertThat(cancelled.at("/setlinfo/medfee_sumamt").decimalValue()).isEqualTo("100.00");
    assertThat(centre.refused("2208", Centre.cancel(id, visit, P))).contains("已撤销");
    assertThat(centre.refused("2202", unregistration(visit))).contains("费用明细");
    centre.ok("2205", batch(visit, "0000"));
    centre.ok("2202", unregistration(visit));
    assertThat(platform.visits()).isZero();
    assertThat(platform.judge().balances()).isTrue();
    assertThat(platform.ledger()).hasSize(2);
  }

  @Test
  void variantsAreTheSameOperation() {
    String visit = centre.prepared(P, CARD, "M1", "60.00");
    centre.ok("2206A", Centre.bill(visit, P, CARD, "b", "60.00"));
    centre.ok("2207A", Centre.bill(visit, P, CARD, "b", "60.00"));
    assertThat(platform.settlements()).hasSize(1);
  }

  @Test
  void theYearlyCapIsReachedMidway() {
    String first = centre.prepared(P, CARD, "M1", "760.00");
    centre.ok("2207", Centre.bill(first, P, CARD, "b", "760.00"));
    String second = centre.prepared(P, CARD, "M2", "100.00");
    JsonNode settled = centre.ok("2207", Centre.bill(second, P, CARD, "b", "100.00"));
    assertThat(settled.at("/setlinfo/hifp_pay").decimalValue()).isEqualTo("20.00");
    assertThat(accumulated("hifp_pay")).isEqualTo("400.00");
  }

  @Test
  void pricesLinesByTheCatalogue() throws IOException {
    open(
        settings()
            .catalogue(new CatalogueItem("XA01", ItemClass.B, "09", new BigDecimal("50"), null)));
    String visit = centre.register(P, CARD, "M1");
    centre.ok("2203A", Centre.diagnosis(visit, P));
    JsonNode lines = filled("2204", Centre.lines(visit, P, "b", "1", "60.00"));
    assertThat(lines.at("/result/0/overlmt_amt").decimalValue()).isEqualTo("10.00");
    assertThat(lines.at("/result/0/preselfpay_amt").decimalValue()).isEqualTo("5.00");
    assertThat(lines.at("/result/0/inscp_scp_amt").decimalValue()).isEqualTo("45.00");
    ObjectNode unknown = Centre.lines(visit, P, "b", "2", "1.00");
    ((ObjectNode) unknown.at("/feedetail/0")).put("med_list_codg", "NONE");
    assertThat(centre.refused("2204", unknown)).contains("NONE");
  }

  @Test
  void refusesBadInput() {
    String visit = centre.register(P, CARD, "M1");
    assertThat(centre.refused("2204", Centre.lines(visit, P, "b", "1", "1.00"))).contains("就诊信息");
    ObjectNode undiagnosed = Centre.diagnosis(visit, P);
    undiagnosed.putArray("diseinfo");
    assertThat(centre.refused("2203A", undiagnosed)).contains("诊断");
    centre.ok("2203A", Centre.diagnosis(visit, P));
    ObjectNode wrong = Centre.lines(visit, P, "b", "1", "1.00");
    ((ObjectNode) wrong.at("/feedetail/0")).put("det_item_fee_sumamt", "2.00");
    assertThat(centre.refused("2204", wrong)).contains("不符");
    centre.ok("2204", Centre.lines(visit, P, "b", "1", "1.00"));
    assertThat(centre.refused("2204", Centre.lines(visit, P, "b", "1", "1.00"))).contains("重复");
    assertThat(centre.refused("2207", Centre.bill(visit, P, CARD, "b", "1.01"))).contains("总额");
    ObjectNode sums = Centre.bill(visit, P, CARD, "b", "1.00");
    ((ObjectNode) sums.path("data")).put("inscp_scp_amt", "0.50");
    assertThat(centre.refused("2207", sums)).contains("inscp_scp_amt");
    assertThat(centre.refused("2207", Centre.bill(visit, P, "stolen", "b", "1.00"))).contains("凭证");
    assertThat(centre.refused("2207", Centre.bill(visit, P, CARD, "other", "0.00")))
        .contains("没有可结算");
    assertThat(centre.refused("9999", Centre.of(visit, P))).contains("不支持");
    Centre elsewhere = new Centre(platform, HTTP, "H42130000002", "421300").signIn();
    assertThat(elsewhere.refused("2207", Centre.bill(visit, P, CARD, "b", "1.00")))
        .contains("就诊ID不存在");
    assertThat(
            new Centre(platform, HTTP, "H42130000001", "420100")
                .signIn()
                .refused("2201", Centre.registration(P, CARD, "M2")))
        .contains("参保地");
    platform.insure(InsuredPerson.resident(P, CARD, "张三", "421300").withStatus("2"));
    assertThat(centre.refused("2201", Centre.registration(P, CARD, "M2"))).contains("暂停");
    assertThat(platform.settlements()).isEmpty();
  }

  @Test
  void settlesAStay() {
    JsonNode admitted = filled("2401", Centre.admission(P, CARD, "Z1"));
    String visit = admitted.at("/result/mdtrt_id").asText();
    assertThat(centre.refused("2401", Centre.admission(P, CARD, "Z2"))).contains("已在院");
    filled("2301", Centre.lines(visit, P, null, "d1", "1000.00"));
    centre.ok("2301", Centre.lines(visit, P, null, "d2", "2000.00", "5.00"));
    centre.ok("2302", object("data", Map.of("feedetl_sn", "d2-1", "mdtrt_id", visit, "psn_no", P)));
    centre.ok("2403", change(visit));
    JsonNode quote = filled("2303", Centre.bill(visit, P, CARD, null, "3000.00"));
    assertThat(quote.at("/setlinfo/act_pay_dedc").decimalValue()).isEqualTo("200.00");
    assertThat(centre.refused("2304", Centre.bill(visit, P, CARD, null, "3000.00"))).contains("出院");
    centre.ok("2402", Centre.discharge(visit, P));
    JsonNode settled = filled("2304", Centre.bill(visit, P, CARD, null, "3000.00"));
    assertThat(settled.at("/setlinfo/hifp_pay").decimalValue()).isEqualTo("2520.00");
    String id = settled.at("/setlinfo/setl_id").asText();
    centre.ok("4101A", list(id, visit));
    assertThat(platform.settlementLists()).containsOnlyKeys(id);
    assertThat(centre.refused("2405", Centre.of(visit, P))).contains("先撤销结算");
    filled("2305", Centre.cancel(id, visit, P));
    assertThat(centre.refused("4101A", list(id, visit))).contains("不存在");
    centre.ok("2405", Centre.of(visit, P));
    centre.ok("2302", object("data", Map.of("feedetl_sn", "0000", "mdtrt_id", visit, "psn_no", P)));
    centre.ok("2404", Centre.of(visit, P));
    assertThat(platform.visits()).isZero();
    assertThat(platform.judge().balances()).isTrue();
  }

  @Test
  void anUpwardReferralPaysOnlyTheDifference() throws IOException {
    open(
        settings()
            .institutions(
                new DesignatedInstitution("H42130000001", "卫生院", CareLevel.TOWNSHIP),
                new DesignatedInstitution("H42130000002", "县医院", CareLevel.SECOND)));
    stay(centre, "Z1", "3000.00");
    JsonNode filed = filled("2501", referral("H42130000002"));
    Centre county = new Centre(platform, HTTP, "H42130000002", "421300").signIn();
    JsonNode settled = stay(county, "Z2", "5000.00");
    assertThat(settled.at("/setlinfo/act_pay_dedc").decimalValue()).isEqualTo("300.00");
    assertThat(settled.at("/setlinfo/hifp_pay").decimalValue()).isEqualTo("3760.00");
    ObjectNode cancel =
        object(
            "data",
            Map.of("trt_dcla_detl_sn", filed.at("/result/trt_dcla_detl_sn").asText(), "psn_no", P));
    filled("2502", cancel);
    assertThat(centre.refused("2502", cancel)).contains("不存在");
    assertThat(
            new Centre(platform, HTTP, "H99999999999", "421300")
                .refused("1101", Centre.identityCard(CARD)))
        .contains("定点医药机构");
  }

  @Test
  void filesChronicDiseases() {
    ObjectNode filing = Centre.JSON.createObjectNode();
    filing
        .putObject("data")
        .put("psn_no", P)
        .put("insutype", "390")
        .put("opsp_dise_code", "M03900")
        .put("opsp_dise_name", "高血压病")
        .put("begndate", "2026-01-01");
    String number = filled("2503", filing).at("/result/trt_dcla_detl_sn").asText();
    JsonNode found = filled("5301", object("data", Map.of("psn_no", P)));
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("psn_no", P);
    asked.put("insutype", "390");
    asked.put("fixmedins_code", centre.code);
    asked.put("med_type", "14");
    asked.put("begntime", "2026-06-01 08:00:00");
    JsonNode entitled = filled("2001", object("data", asked)).path("trtinfo");
    assertThat(entitled).hasSize(2);
    assertThat(entitled.at("/0/fund_pay_type").asText()).isEqualTo("390100");
    assertThat(entitled.at("/0/trt_enjymnt_flag").asText()).isEqualTo("1");
    assertThat(entitled.at("/1/fund_pay_type").asText()).isEqualTo("610100");
    assertThat(entitled.at("/1/trt_enjymnt_flag").asText()).isEqualTo("0");
    asked.put("insutype", "310");
    assertThat(centre.refused("2001", object("data", asked))).contains("险种类型");
    assertThat(found.at("/feedetail/0/opsp_dise_code").asText()).isEqualTo("M03900");
    centre.ok("2504", object("data", Map.of("trt_dcla_detl_sn", number, "psn_no", P, "memo", "x")));
    assertThat(centre.ok("5301", object("data", Map.of("psn_no", P))).path("feedetail")).isEmpty();
  }

  @Test
  void findsWhatIsAskedFor() {
    String visit = centre.prepared(P, CARD, "M1", "60.00");
    JsonNode visits =
        centre.ok(
            "5201",
            object(
                "data",
                Map.of(
                    "psn_no",
                    P,
                    "begntime",
                    "2026-06-01 00:00:00",
                    "endtime",
                    "2026-06-30 23:59:59",
                    "med_type",
                    "11")));
    assertThat(visits.at("/mdtrtinfo/0/ipt_otp_no").asText()).isEqualTo("M1");
    assertThat(centre.ok("5204", Centre.of(visit, P)).at("/result/0/feedetl_sn").asText())
        .isEqualTo("M1-0");
    assertThat(found(visit)).isEmpty();
    String id =
        centre
            .ok("2207", Centre.bill(visit, P, CARD, "b", "60.00"))
            .at("/setlinfo/setl_id")
            .asText();
    JsonNode found = found(visit).get(0);
    assertThat(found.path("medins_setl_id").asText())
        .isEqualTo(platform.settlements().get(0).msgid());
    assertThat(found.path("refd_setl_flag").asText()).isEqualTo("0");
    centre.ok("2208", Centre.cancel(id, visit, P));
    assertThat(found(visit)).hasSize(2);
    assertThat(found(visit).get(1).path("refd_setl_flag").asText()).isEqualTo("1");
  }

  @Test
  void reversesOnceHoweverOftenItIsAsked() throws IOException {
    String visit = centre.prepared(P, CARD, "M1", "60.00");
    String msgid = centre.nextMessage();
    ObjectNode bill = Centre.bill(visit, P, CARD, "b", "60.00");
    centre.post(msgid, "2207", bill);
    assertThat(
            Centre.JSON.readTree(centre.post(msgid, "2207", bill).body()).path("err_msg").asText())
        .contains("重复");
    centre.ok("2601", Centre.reversal(P, msgid, "2207"));
    centre.ok("2601", Centre.reversal(P, msgid, "2207"));
    centre.ok("2601", Centre.reversal(P, "never-seen", "2207"));
    assertThat(centre.refused("2601", Centre.reversal(P, msgid, "2201"))).contains("不支持");
    assertThat(platform.judge().standing()).isEmpty();
    assertThat(found(visit)).isEmpty();
    String id = centre.ok("2207", bill).at("/setlinfo/setl_id").asText();
    String cancel = centre.nextMessage();
    centre.post(cancel, "2208", Centre.cancel(id, visit, P));
    assertThat(platform.judge().standing()).isEmpty();
    centre.ok("2601", Centre.reversal(P, cancel, "2208"));
    centre.ok("2601", Centre.reversal(P, cancel, "2208"));
    assertThat(platform.judge().standing()).hasSize(1);
    assertThat(platform.judge().balances()).isTrue();
    String admission = centre.nextMessage();
    centre.post(admission, "2401", Centre.admission(P, CARD, "Z1"));
    centre.ok("2601", Centre.reversal(P, admission, "2401"));
    assertThat(platform.visits()).isEqualTo(1);
  }

  @Test
  void refusesToReverseTheUnknownWhenToldTo() throws IOException {
    open(settings().refusesUnknownReversal(true));
    assertThat(centre.refused("2601", Centre.reversal(P, "never-seen", "2207"))).contains("不存在");
  }

  @Test
  void answersDictionaries() {
    JsonNode codes =
        filled(
            "1901",
            object(
                "data",
                Map.of(
                    "type",
                    "insutype",
                    "parentValue",
                    "0",
                    "admdvs",
                    "421300",
                    "date",
                    "2026-06-05",
                    "valiFlag",
                    "1")));
    assertThat(codes.path("list").findValuesAsText("value")).contains("310", "390");
  }

  @Test
  void needsASignInThatStands() {
    platform.expireSignIns();
    assertThat(centre.refused("1101", Centre.identityCard(CARD))).contains("签到");
    centre.signIn();
    centre.ok("1101", Centre.identityCard(CARD));
    filled("9001", object("signIn", Map.of("opter_no", "8", "mac", "0", "ip", "1")));
  }

  @Test
  void checksPathsAndTheirHeaders() throws IOException {
    open(settings().application("app", "secret"));
    URI path = platform.url().resolve("/ebus/rio_fsi/fsi/api/fsiPsnInfoService/queryPsnInfo");
    ObjectNode input = Centre.identityCard(CARD);
    String time = String.valueOf(NOON.instant().getEpochSecond());
    Map<String, String> headers =
        Map.of(
            "x-tif-paasid",
            "app",
            "x-tif-timestamp",
            time,
            "x-tif-nonce",
            "n",
            "x-tif-signature",
            Transport.signature(time, "secret", "n"));
    assertThat(centre.post(path, "m1", "1101", input, headers).statusCode()).isEqualTo(200);
    assertThat(centre.post(path, "m1", "1101", input, Map.of()).statusCode()).isEqualTo(401);
    assertThat(centre.post(path, "m1", "2601", input, headers).statusCode()).isEqualTo(404);
    URI number = platform.url().resolve("/ebus/gdyb_api/prd/hsa/hgs/1101");
    assertThat(centre.post(number, "m1", "1101", input, headers).statusCode()).isEqualTo(200);
    assertThat(centre.post(platform.oneAddress(), "m1", "1101", input, Map.of()).statusCode())
        .isEqualTo(200);
    assertThat(Transport.signature("1", "b", "c"))
        .isEqualTo(Transport.signature("1", "b", "c"))
        .hasSize(64)
        .isLowerCase();
  }

  @Test
  void takesTheInputAsTextAndAnswersTheCodeAsText() throws IOException {
    open(settings().codeAsText(true));
    JsonNode text = Centre.JSON.getNodeFactory().textNode(Centre.identityCard(CARD).toString());
    JsonNode answer =
        Centre.JSON.readTree(
            centre.post(platform.oneAddress(), "m1", "1101", text, Map.of()).body());
    assertThat(answer.path("infcode").isTextual()).isTrue();
    assertThat(answer.path("infcode").asText()).isEqualTo("0");
    assertThat(answer.path("inf_refmsgid").asText()).hasSize(30);
    assertThat(answer.path("respond_time").asText()).hasSize(17);
  }

  @Test
  void isBounded() throws IOException {
    open(settings().limit(2));
    centre.register(P, CARD, "M1");
    centre.register(P, CARD, "M2");
    assertThat(centre.refused("2201", Centre.registration(P, CARD, "M3"))).contains("已满");
  }

  @Test
  void aPlatformThatIsStricterSettlesALineOnce() throws IOException {
    open(settings().booksAgain(false));
    String visit = centre.prepared(P, CARD, "M1", "60.00");
    centre.ok("2207", Centre.bill(visit, P, CARD, "b", "60.00"));
    assertThat(centre.refused("2207", Centre.bill(visit, P, CARD, "b", "0.00"))).contains("没有可结算");
  }

  private JsonNode stay(Centre where, String local, String total) {
    String visit =
        where.ok("2401", Centre.admission(P, CARD, local)).at("/result/mdtrt_id").asText();
    where.ok("2301", Centre.lines(visit, P, null, local, total));
    where.ok("2402", Centre.discharge(visit, P));
    return where.ok("2304", Centre.bill(visit, P, CARD, null, total));
  }

  /** Succeeds, and has every field that the table requires and none that it does not list. */
  private JsonNode filled(String infno, ObjectNode input) {
    JsonNode output = centre.ok(infno, input);
    TABLE
        .transaction(infno)
        .nodes(Direction.OUT)
        .forEach(
            node -> {
              JsonNode at =
                  node.cardinality() == Cardinality.ROOT ? output : output.path(node.name());
              assertThat(at.isArray()).isEqualTo(node.cardinality() == Cardinality.ARRAY);
              for (JsonNode row : at.isArray() ? at : List.of(at)) {
                node.fields().stream()
                    .filter(field -> field.required() == Requirement.YES)
                    .filter(
                        field -> !(infno.matches("2206A?|2303") && field.key().equals("setl_id")))
                    .forEach(
                        field ->
                            assertThat(row.path(field.key()).asText())
                                .as(infno + "." + node.name() + "." + field.key())
                                .isNotEmpty());
                row.fieldNames()
                    .forEachRemaining(key -> assertThat(node.field(key)).as(key).isPresent());
              }
            });
    return output;
  }

  private JsonNode found(String visit) {
    return centre
        .ok("5203", object("data", Map.of("psn_no", P, "setl_id", "", "mdtrt_id", visit)))
        .path("setlinfo");
  }

  private String accumulated(String key) {
    for (JsonNode row : centre.ok("5206", object("data", Map.of("psn_no", P))).path("cuminfo")) {
      if (row.path("cum_type_code").asText().equals(key)) {
        return row.path("cum").decimalValue().toPlainString();
      }
    }
    return "";
  }

  private static ObjectNode batch(String visit, String batch) {
    return object("data", Map.of("mdtrt_id", visit, "chrg_bchno", batch, "psn_no", P));
  }

  private static ObjectNode unregistration(String visit) {
    return object("data", Map.of("mdtrt_id", visit, "psn_no", P, "ipt_otp_no", "M1"));
  }

  private static ObjectNode change(String visit) {
    return object("adminfo", Map.of("mdtrt_id", visit, "psn_no", P, "med_type", "21"));
  }

  private static ObjectNode list(String settlement, String visit) {
    ObjectNode input =
        object("setlinfo", Map.of("psn_no", P, "mdtrt_id", visit, "setl_id", settlement));
    Centre.disease(input, P);
    return input;
  }

  private static ObjectNode referral(String to) {
    ObjectNode input = Centre.JSON.createObjectNode();
    input
        .putObject("refmedin")
        .put("psn_no", P)
        .put("diag_code", "J18.900")
        .put("diag_name", "肺炎")
        .put("reflin_medins_no", to)
        .put("reflin_medins_name", "县医院")
        .put("mdtrtarea_admdvs", "421300")
        .put("refl_type", "1")
        .put("refl_date", "2026-06-01")
        .put("refl_rea", "病情需要")
        .put("refl_opnn", "同意");
    return input;
  }
}
