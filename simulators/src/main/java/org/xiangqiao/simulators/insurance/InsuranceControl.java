package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xiangqiao.mappings.insurance.envelope.Numbers;
import org.xiangqiao.programmes.benefit.Identity;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;

/** Steers the platform from outside; docs/insurance/stand-in.md lists the calls. */
class InsuranceControl {

  private static final int MOST_BYTES = 4 << 20;

  private final ObjectMapper json = new ObjectMapper();
  private final InsurancePlatform platform;

  InsuranceControl(InsurancePlatform platform) {
    this.platform = platform;
  }

  void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      try {
        JsonNode body = json.readTree(exchange.getRequestBody().readNBytes(MOST_BYTES));
        JsonNode answer = answer(call, body);
        send(
            exchange,
            answer == null ? 404 : 200,
            answer == null ? json.createObjectNode() : answer);
      } catch (JsonProcessingException
          | IllegalArgumentException
          | IllegalStateException
          | DateTimeException e) {
        send(exchange, 400, json.createObjectNode().put("error", e.getMessage()));
      } catch (RuntimeException e) {
        send(exchange, 500, json.createObjectNode().put("error", e.getClass().getSimpleName()));
      }
    }
  }

  private JsonNode answer(String call, JsonNode body) {
    switch (call) {
      case "GET /faults" -> {
        return json.valueToTree(platform.faults().stream().map(one -> one.kind().name()).toList());
      }
      case "PUT /faults" -> platform.faults(faults(body));
      case "DELETE /faults" -> platform.faults(List.of());
      case "PUT /campaign" -> platform.campaign(campaign(body));
      case "DELETE /campaign" -> platform.campaign(null);
      case "POST /persons" -> list(body).forEach(one -> platform.insure(person(one)));
      case "POST /differences" -> {
        return json.valueToTree(
            platform
                .seedDifferences(
                    body.path("institution").asText(),
                    LocalDate.parse(body.path("day").asText()),
                    body.path("ofEachKind").asInt(1),
                    body.path("seed").asLong(1))
                .stream()
                .map(one -> one.kind() + " " + one.settlement())
                .toList());
      }
      case "PUT /audit-hits" -> platform.audits().seed(hits(body));
      case "DELETE /audit-hits" -> platform.audits().seed(List.of());
      case "DELETE /differences" -> platform.clearDifferences();
      case "POST /late-commits" -> platform.flushLateCommits();
      case "POST /sign-ins/expired" -> platform.expireSignIns();
      case "POST /down" -> platform.down();
      case "POST /up" -> platform.up();
      case "GET /state" -> {
        return state();
      }
      case "GET /settlements" -> {
        return settlements();
      }
      case "GET /calls" -> {
        return json.valueToTree(platform.callCounts());
      }
      default -> {
        return null;
      }
    }
    return state();
  }

  private ObjectNode state() {
    Judge judge = platform.judge();
    return json.createObjectNode()
        .put("up", platform.isUp())
        .put("faults", platform.faults().size())
        .put("lateCommits", platform.lateCommits())
        .put("visits", platform.visits())
        .put("standing", judge.standing().size())
        .put("bookings", platform.ledger().size())
        .put("doubles", judge.doubles().size())
        .put("balances", judge.balances());
  }

  private ArrayNode settlements() {
    ArrayNode all = json.createArrayNode();
    for (Settlement one : platform.settlements()) {
      all.addObject()
          .put("setl_id", one.id())
          .put("msgid", one.msgid())
          .put("fixmedins_code", one.institution())
          .put("mdtrt_id", one.visit())
          .put("setl_time", Books.TIME.format(one.time()))
          .put("medfee_sumamt", one.amounts().total().toPlainString())
          .put("fund_pay_sumamt", one.amounts().funded().toPlainString())
          .put("psn_cash_pay", one.amounts().cash().toPlainString())
          .put("state", one.state().name());
    }
    return all;
  }

  private static List<InsuranceFault> faults(JsonNode body) {
    List<InsuranceFault> faults = new ArrayList<>();
    for (JsonNode one : list(body)) {
      faults.add(
          new InsuranceFault(
              Kind.valueOf(upper(one, "kind", "")),
              Point.valueOf(upper(one, "point", "BEFORE")),
              one.path("infno").asText(""),
              one.path("probability").asDouble(1),
              one.path("times").asInt(0),
              Duration.ofMillis(one.path("delayMillis").asLong(1000)),
              one.path("until").asText(""),
              one.path("status").asInt(503),
              one.path("text").asText("业务处理失败")));
    }
    return faults;
  }

  private static List<SeededHit> hits(JsonNode body) {
    return list(body).stream()
        .map(
            one ->
                new SeededHit(
                    one.path("infno").asText("3101"),
                    one.path("item").asText(""),
                    one.path("rule").asText("R0001"),
                    one.path("name").asText("疑点"),
                    one.path("text").asText("疑似违规")))
        .toList();
  }

  private static FaultCampaign campaign(JsonNode body) {
    List<Kind> kinds = new ArrayList<>();
    body.path("kinds").forEach(one -> kinds.add(Kind.valueOf(one.asText())));
    Set<String> infnos = new HashSet<>();
    body.path("infnos").forEach(one -> infnos.add(one.asText()));
    return new FaultCampaign(
        body.path("seed").asLong(1),
        body.path("share").asDouble(0.1),
        kinds,
        infnos,
        Duration.ofMillis(body.path("delayMillis").asLong(1000)));
  }

  private static InsuredPerson person(JsonNode one) {
    Set<String> credentials = new HashSet<>();
    one.path("credentials").forEach(each -> credentials.add(each.asText()));
    List<Identity> identities = new ArrayList<>();
    for (JsonNode each : one.path("identities")) {
      identities.add(
          new Identity(
              each.path("type").asText(),
              LocalDate.parse(each.path("from").asText()),
              each.hasNonNull("to") ? LocalDate.parse(each.path("to").asText()) : null));
    }
    return new InsuredPerson(
        one.path("psn_no").asText(),
        one.path("certno").asText(),
        credentials,
        one.path("psn_name").asText("居民"),
        one.path("gend").asText("2"),
        LocalDate.parse(one.path("brdy").asText("1970-01-01")),
        one.path("insutype").asText("390"),
        one.path("psn_type").asText("1501"),
        one.path("psn_insu_stas").asText("1"),
        one.path("insuplc_admdvs").asText(),
        identities,
        Numbers.parse(one.path("balc").asText("0.00"))
            .orElseThrow(() -> new IllegalArgumentException("balc is no amount")));
  }

  private static List<JsonNode> list(JsonNode body) {
    List<JsonNode> all = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(all::add);
    } else {
      all.add(body);
    }
    return all;
  }

  private static String upper(JsonNode one, String key, String usual) {
    return one.path(key).asText(usual).toUpperCase(Locale.ROOT);
  }

  private void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
