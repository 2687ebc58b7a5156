package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xiangqiao.server.insurance.CounterServer.refused;
import static org.xiangqiao.server.insurance.CounterServer.settled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.server.security.SecuredServer.Reply;

/** What a counter is told of a bill while the platform is down: an estimate that says so. */
class EstimateDoorTest {

  private static final String ITEM = "XJ01CAA040E00101080";

  @Test
  void anEstimateStandsBesideTheRefusalAndIsNeverBooked(@TempDir Path folder) throws Exception {
    Path plan = plan(folder);
    CounterServer counter =
        new CounterServer(
            "",
            Map.of(
                "xiangqiao.insurance.answer-within",
                "1s",
                "xiangqiao.insurance.estimate.plans[0]",
                plan.toString()));
    try {
      catalogue(counter);
      CounterBill bill = counter.bill(471);
      CounterBill first = counter.bill(472);
      counter.platform().down();
      // Whoever finds out that nobody answers is told to wait, and settled later.
      Reply queued = counter.submit(first, first.claim("C472"));
      assertThat(queued.json().get("outcome").asText()).isEqualTo("queued");

      Reply claimed = counter.submit(bill, bill.claim("C471"));
      refused(claimed, 503, "insurance-platform-down");
      assertThat(claimed.header("Retry-After")).isEqualTo("5");
      JsonNode estimate = claimed.json().at("/issue/1");
      assertThat(estimate.get("severity").asText()).isEqualTo("information");
      assertThat(estimate.at("/details/coding/0/code").asText()).isEqualTo("insurance-estimate");
      // 70 yuan, of which one line of 40 is in the catalogue as 甲类: the pool pays half of it.
      assertThat(estimate.toString())
          .contains("ESTIMATE", "【测算】", "不是医保平台的结算结果", "70.00")
          .contains("the funds would pay %s".formatted(expected(bill)));

      Reply quoted =
          counter.submit(
              bill,
              bill.claim("Q471").replace("\"use\":\"claim\"", "\"use\":\"predetermination\""));
      refused(quoted, 503, "insurance-platform-down");
      assertThat(quoted.body()).contains("insurance-estimate");

      counter.platform().up();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> counter.submit(bill, bill.claim("C471")).body().contains("\"complete\""));
      assertThat(settled(counter.submit(bill, bill.claim("C471"))).toString())
          .doesNotContain("insurance-estimate");
      assertThat(counter.standing(bill)).hasSize(1);
    } finally {
      counter.close();
    }
  }

  /** The first line's amount, half. */
  private static String expected(CounterBill bill) throws IOException {
    JsonNode claim = new ObjectMapper().readTree(bill.claim("X"));
    return claim
        .at("/item/0/net/value")
        .decimalValue()
        .multiply(new BigDecimal("0.5"))
        .setScale(2, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** The plan that ships as an example, as if it were this district's. */
  private static Path plan(Path folder) throws IOException {
    try (InputStream example = BenefitPlanFile.class.getResourceAsStream("suizhou-2023.json")) {
      String json = new String(example.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          folder.resolve("plan.json"), json.replace("\"421300\"", "\"990100\""));
    }
  }

  private static void catalogue(CounterServer counter) {
    counter
        .platform()
        .catalogues()
        .seed(
            "1312",
            List.of(
                Map.of(
                    "hilist_code", ITEM + "1",
                    "hilist_name", "示例甲类",
                    "chrgitm_lv", "01",
                    "vali_flag", "1",
                    "updt_time", "2026-06-01")));
    String about =
        "{\"resourceType\":\"Parameters\",\"parameter\":["
            + "{\"name\":\"institution\",\"valueString\":\""
            + CounterBill.CENTRE
            + "\"},{\"name\":\"catalogue\",\"valueCode\":\"1312\"}]}";
    assertThat(counter.post("/fhir/CodeSystem/$insurance-download", about).status()).isEqualTo(202);
    String report =
        "/fhir/CodeSystem/$insurance-download-report?institution="
            + CounterBill.CENTRE
            + "&catalogue=1312";
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> counter.server().get(report, counter.token()).body().contains("\"done\""));
  }
}
