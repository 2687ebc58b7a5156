package org.xiangqiao.simulators.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xiangqiao.simulators.insurance.Centre.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 3101 and 3102 over HTTP: what was seeded is found, with its lines, and nothing else. */
class AuditsTest {

  private static final String P = "42130000001";
  private static final String CARD = "990101197001010028";

  private final InsurancePlatform platform = InsurancePlatform.start();
  private Centre centre;
  private String visit;

  @BeforeEach
  void open() {
    platform.insure(InsuredPerson.resident(P, CARD, "张三", "421300"));
    centre = new Centre(platform, HttpClient.newHttpClient(), "H42130000001", "421300").signIn();
    visit = centre.register(P, CARD, "M1");
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private ObjectNode bill(String patient) {
    List<Map<String, Object>> orders =
        List.of(
            Map.of("rx_id", "L1", "hilist_code", "XA01", "sumamt", 10.5),
            Map.of("rx_id", "L2", "hilist_code", "XB02", "sumamt", 20));
    return object(
        "data",
        Map.of(
            "syscode",
            "HIS",
            "patient_dtos",
            List.of(
                Map.of(
                    "patn_id",
                    patient,
                    "fsi_encounter_dtos",
                    List.of(Map.of("mdtrt_id", visit, "fsi_order_dtos", orders))))));
  }

  @Test
  void whatWasSeededIsFoundWithItsLines() {
    platform
        .audits()
        .seed(
            List.of(
                new SeededHit("3101", "XA", "R1", "超量", "超量"),
                new SeededHit("3101", "", "R2", "整单", "整单"),
                new SeededHit("3101", "XC", "R3", "无", "无"),
                new SeededHit("3102", "XB", "R4", "事中", "事中")));

    JsonNode before = centre.ok("3101", bill(P)).path("result");
    assertThat(before).hasSize(2);
    assertThat(before.at("/0/rule_id").asText()).isEqualTo("R1");
    assertThat(before.at("/0/vola_amt").decimalValue()).isEqualByComparingTo("10.5");
    assertThat(before.at("/0/judge_result_detail_dtos")).hasSize(1);
    assertThat(before.at("/0/judge_result_detail_dtos/0/rx_id").asText()).isEqualTo("L1");
    assertThat(before.at("/1/rule_id").asText()).isEqualTo("R2");
    assertThat(before.at("/1/judge_result_detail_dtos")).isEmpty();
    JsonNode during = centre.ok("3102", bill(P)).path("result");
    assertThat(during).hasSize(1);
    assertThat(during.at("/0/judge_result_detail_dtos/0/rx_id").asText()).isEqualTo("L2");

    platform.audits().seed(List.of());
    assertThat(centre.ok("3101", bill(P)).path("result")).isEmpty();
  }

  @Test
  void aVisitOfAnotherPersonIsRefused() {
    assertThat(centre.refused("3101", bill("42130000002"))).contains("不符");
  }
}
