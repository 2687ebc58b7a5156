package org.xiangqiao.simulators.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second door: what a test, a demo or a person can tell the platform. */
class InsuranceControlTest {

  private static final String P = "42130000001";
  private static final String CARD = "990101197001010028";
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private InsurancePlatform platform;
  private Centre centre;

  @BeforeEach
  void open() throws Exception {
    platform = InsurancePlatform.start();
    control(
        "POST",
        "/persons",
        "[{\"psn_no\":\""
            + P
            + "\",\"certno\":\""
            + CARD
            + "\",\"insuplc_admdvs\":\"421300\","
            + "\"identities\":[{\"type\":\"低保\",\"from\":\"2026-01-01\"}]}]");
    centre = new Centre(platform, http, "H42130000001", "421300").signIn();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void insuresFailsAndTellsItsState() throws Exception {
    String visit = centre.prepared(P, CARD, "M1", "60.00");
    control("PUT", "/faults", "[{\"kind\":\"refuse\",\"infno\":\"2207\",\"text\":\"不行\"}]");
    assertThat(centre.refused("2207", Centre.bill(visit, P, CARD, "b", "60.00"))).isEqualTo("不行");
    assertThat(control("GET", "/faults", "").get(0).asText()).isEqualTo("REFUSE");
    control("DELETE", "/faults", "");
    centre.ok("2207", Centre.bill(visit, P, CARD, "b", "60.00"));
    JsonNode state = control("GET", "/state", "");
    assertThat(state.path("standing").asInt()).isEqualTo(1);
    assertThat(state.path("doubles").asInt()).isZero();
    assertThat(state.path("balances").asBoolean()).isTrue();
    assertThat(control("GET", "/settlements", "").at("/0/psn_cash_pay").asText()).isEqualTo("9.00");
    assertThat(control("GET", "/calls", "").path("2207").asInt()).isEqualTo(2);
    assertThat(
            control(
                "POST",
                "/differences",
                "{\"institution\":\"H42130000001\",\"day\":\"" + platform.today() + "\"}"))
        .isNotEmpty();
  }

  @Test
  void saysWhatItCannotDo() throws Exception {
    String many =
        "{\"institution\":\"H42130000001\",\"ofEachKind\":2000000000,\"day\":\"%s\"}"
            .formatted(platform.today());
    assertThat(control("POST", "/differences", many).path("error").asText()).contains("at most");
    assertThat(control("POST", "/persons", "{\"balc\":\"1e999999999\"}").path("error").asText())
        .isEqualTo("balc is no amount");
  }

  @Test
  void goesDownAndUpAndRunsCampaigns() throws Exception {
    control("POST", "/down", "");
    assertThatThrownBy(() -> centre.post("m", "1101", Centre.identityCard(CARD)))
        .isInstanceOf(ConnectException.class);
    assertThat(control("GET", "/state", "").path("up").asBoolean()).isFalse();
    control("POST", "/up", "");
    control("PUT", "/campaign", "{\"seed\":1,\"share\":1,\"kinds\":[\"LONG_TEXT\"]}");
    assertThat(centre.refused("1101", Centre.identityCard(CARD))).hasSizeGreaterThan(3000);
    control("DELETE", "/campaign", "");
    control("POST", "/sign-ins/expired", "");
    assertThat(centre.refused("1101", Centre.identityCard(CARD))).contains("签到");
    assertThat(control("PUT", "/faults", "{\"kind\":\"NONSENSE\"}").has("error")).isTrue();
    assertThat(control("GET", "/nothing", "")).isEmpty();
  }

  private JsonNode control(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(platform.controlUrl().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return json.readTree(answer.body());
  }
}
