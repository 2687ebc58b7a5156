package org.xiangqiao.simulators.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.simulators.insurance.Centre.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.simulators.insurance.StatementDifference.Kind;

/** Totals, lines and files of the reconciliation. */
class StatementsTest {

  private static final String P = "42130000001";
  private static final String CARD = "990101197001010028";
  private static final String HERE = "H42130000001";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<String[]> ours = new ArrayList<>();
  private InsurancePlatform platform;
  private Centre centre;

  @BeforeEach
  void open() throws IOException {
    open(PlatformSettings.of(BenefitPlanFile.example("suizhou-2023")).build());
  }

  private void open(PlatformSettings settings) throws IOException {
    platform = new InsurancePlatform(settings);
    platform.insure(InsuredPerson.resident(P, CARD, "张三", "421300"));
    centre = new Centre(platform, HTTP, HERE, "421300").signIn();
    for (int i = 0; i < 4; i++) {
      settle("M" + i, false);
    }
    settle("M9", true);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void totalsOfBothBooksAreCompared() {
    assertThat(totals("300.00", "120.00", 6)).isEqualTo("3");
    assertThat(totals("240.00", "120.00", 6)).isEqualTo("0");
    assertThat(totals("240.00", "120.00", 5)).isEqualTo("1");
    assertThat(totals("240.00", "120.00", 7)).isEqualTo("2");
    assertThat(totals("240.00", "120.01", 6)).isEqualTo("3");
  }

  @Test
  void totalsOfRefundsAlone() {
    ObjectNode input = totalsInput("-60.00", "-30.00", 1);
    ((ObjectNode) input.path("data")).put("refd_setl_flag", "1");
    assertThat(centre.ok("3201", input).at("/stmtinfo/stmt_rslt").asText()).isEqualTo("0");
  }

  @Test
  void linesOfBothBooksAreCompared() throws IOException {
    assertThat(results().values()).containsOnly("0").hasSize(6);
    Settlement hidden = platform.settlements().get(0);
    Settlement changed = platform.settlements().get(1);
    platform.seed(difference(Kind.INSTITUTION_HAS_MORE, hidden.id(), hidden.msgid()));
    platform.seed(difference(Kind.DIFFERS, changed.id(), changed.msgid()));
    platform.seed(difference(Kind.PLATFORM_HAS_MORE, "S1", HERE + "202606010800009999"));
    Map<String, String> results = results();
    assertThat(results).hasSize(7);
    assertThat(results.get(hidden.id() + "0")).isEqualTo("2");
    assertThat(results.get(changed.id() + "0")).isEqualTo("3");
    assertThat(results.get("S10")).isEqualTo("1");
    assertThat(totals("240.00", "120.00", 6)).isEqualTo("3");
    platform.clearDifferences();
    assertThat(totals("240.00", "120.00", 6)).isEqualTo("0");
  }

  @Test
  void differencesAreSeededByChanceTheSameForTheSameSeed() {
    List<StatementDifference> first = platform.seedDifferences(HERE, platform.today(), 2, 5);
    assertThat(first).hasSize(6);
    assertThat(first)
        .filteredOn(one -> one.kind() != Kind.PLATFORM_HAS_MORE)
        .extracting(StatementDifference::settlement)
        .doesNotHaveDuplicates();
    platform.clearDifferences();
    List<StatementDifference> again = platform.seedDifferences(HERE, platform.today(), 2, 5);
    assertThat(again)
        .filteredOn(one -> one.kind() != Kind.PLATFORM_HAS_MORE)
        .isEqualTo(first.stream().filter(one -> one.kind() != Kind.PLATFORM_HAS_MORE).toList());
    assertThat(platform.judge().standing()).hasSize(4);
  }

  @Test
  void reversedSettlementsAreInNoStatement() throws IOException {
    String msgid = platform.settlements().get(0).msgid();
    centre.ok("2601", Centre.reversal(P, msgid, "2207"));
    assertThat(totals("180.00", "90.00", 5)).isEqualTo("0");
    assertThat(results().get(platform.settlements().get(0).id() + "0")).isEqualTo("2");
  }

  @Test
  void newerCodesAreLonger() throws IOException {
    platform.close();
    ours.clear();
    open(
        PlatformSettings.of(BenefitPlanFile.example("suizhou-2023"))
            .longStatementCodes(true)
            .build());
    assertThat(totals("240.00", "120.00", 6)).isEqualTo("000000");
    assertThat(totals("240.00", "120.00", 7)).isEqualTo("000102");
  }

  @Test
  void otherInstitutionsTypesAndDaysAreNotMixed() {
    ObjectNode stays = totalsInput("0.00", "0.00", 0);
    ((ObjectNode) stays.path("data")).put("clr_type", "21");
    assertThat(centre.ok("3201", stays).at("/stmtinfo/stmt_rslt").asText()).isEqualTo("0");
    Centre other = new Centre(platform, HTTP, "H42130000002", "421300").signIn();
    assertThat(other.ok("3201", totalsInput("0.00", "0.00", 0)).at("/stmtinfo/stmt_rslt").asText())
        .isEqualTo("0");
  }

  @Test
  void filesThatAreNoneAreRefused() throws IOException {
    assertThat(centre.refused("9101", upload("x".getBytes()))).contains("ZIP");
    assertThat(centre.refused("3202", linesInput("nothing"))).contains("文件查询号");
    byte[] zip = TabFile.zip("a.txt", TabFile.row("one", "two"));
    String number = centre.ok("9101", upload(zip)).path("file_qury_no").asText();
    assertThat(centre.refused("3202", linesInput(number))).contains("列数");
    assertThat(
            new Centre(platform, HTTP, "H42130000002", "421300")
                .signIn()
                .refused("3202", linesInput(number)))
        .contains("文件查询号");
  }

  private Map<String, String> results() throws IOException {
    StringBuilder text = new StringBuilder();
    ours.forEach(row -> text.append(TabFile.row(row)));
    String up =
        centre.ok("9101", upload(TabFile.zip("ours.txt", text))).path("file_qury_no").asText();
    JsonNode down = centre.ok("3202", linesInput(up)).path("fileinfo");
    byte[] file =
        centre
            .post(
                centre.nextMessage(),
                "9102",
                object(
                    "fsDownloadIn",
                    Map.of(
                        "file_qury_no",
                        down.path("file_qury_no").asText(),
                        "filename",
                        down.path("filename").asText(),
                        "fixmedins_code",
                        HERE)))
            .body();
    Map<String, String> results = new LinkedHashMap<>();
    for (List<String> row : TabFile.read(file)) {
      assertThat(row).hasSize(7);
      results.put(row.get(2) + row.get(5), row.get(4));
    }
    return results;
  }

  private void settle(String local, boolean cancelled) {
    String visit = centre.prepared(P, CARD, local, "60.00");
    JsonNode head = centre.ok("2207", Centre.bill(visit, P, CARD, "b", "60.00")).path("setlinfo");
    String id = head.path("setl_id").asText();
    ours.add(new String[] {id, visit, P, "60.00", "30.00", "0.00", "0"});
    if (cancelled) {
      centre.ok("2208", Centre.cancel(id, visit, P));
      ours.add(new String[] {id, visit, P, "-60.00", "-30.00", "0.00", "1"});
    }
  }

  private String totals(String total, String fund, int count) {
    return centre.ok("3201", totalsInput(total, fund, count)).at("/stmtinfo/stmt_rslt").asText();
  }

  private ObjectNode totalsInput(String total, String fund, int count) {
    ObjectNode input = Centre.JSON.createObjectNode();
    input
        .putObject("data")
        .put("insutype", "390")
        .put("clr_type", "11")
        .put("setl_optins", "421300")
        .put("stmt_begndate", platform.today().toString())
        .put("stmt_enddate", platform.today().toString())
        .put("medfee_sumamt", total)
        .put("fund_pay_sumamt", fund)
        .put("acct_pay", "0.00")
        .put("fixmedins_setl_cnt", count);
    return input;
  }

  private ObjectNode linesInput(String file) {
    ObjectNode input = totalsInput("0.00", "0.00", 0);
    ((ObjectNode) input.path("data")).put("file_qury_no", file);
    return input;
  }

  private ObjectNode upload(byte[] bytes) {
    return object(
        "fsUploadIn",
        Map.of(
            "in",
            Base64.getEncoder().encodeToString(bytes),
            "filename",
            "ours.zip",
            "fixmedins_code",
            HERE));
  }

  private StatementDifference difference(Kind kind, String id, String msgid) {
    return new StatementDifference(kind, id, msgid, HERE, platform.today(), new BigDecimal("1.00"));
  }
}
