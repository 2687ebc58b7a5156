package org.xiangqiao.simulators.county;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Steers the platform from outside: {@code GET|PUT|DELETE /faults}, {@code POST /down}, {@code POST
 * /up}, {@code GET /received}, {@code GET /received/count}.
 *
 * <p>A fault is {@code {"kind":"STATUS","status":503,"probability":0.3,"times":5}}; a list of them
 * replaces those in force.
 */
class CountyControl {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountyPlatform platform;

  CountyControl(CountyPlatform platform) {
    this.platform = platform;
  }

  void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      switch (call) {
        case "GET /faults" -> answer(exchange, 200, JSON.valueToTree(kinds()));
        case "PUT /faults", "POST /faults" -> setFaults(exchange);
        case "DELETE /faults" -> {
          platform.faults(List.of());
          answer(exchange, 200, JSON.createArrayNode());
        }
        case "POST /down" -> {
          platform.down();
          answer(exchange, 200, state());
        }
        case "POST /up" -> {
          platform.up();
          answer(exchange, 200, state());
        }
        case "GET /received" -> answer(exchange, 200, received());
        case "GET /received/count" -> answer(exchange, 200, state());
        default -> answer(exchange, 404, JSON.createObjectNode());
      }
    }
  }

  private List<String> kinds() {
    return platform.faults().stream().map(fault -> fault.kind().name()).toList();
  }

  private JsonNode state() {
    return JSON.createObjectNode()
        .put("up", platform.isUp())
        .put("received", platform.received().size());
  }

  private JsonNode received() {
    ArrayNode list = JSON.createArrayNode();
    for (CountyRecord taken : platform.received()) {
      ObjectNode entry = list.addObject();
      entry.put("receivedAt", taken.receivedAt().toString());
      entry.set("message", taken.message());
    }
    return list;
  }

  private void setFaults(HttpExchange exchange) throws IOException {
    try {
      JsonNode wanted = JSON.readTree(exchange.getRequestBody().readAllBytes());
      List<CountyFault> faults = new ArrayList<>();
      (wanted.isArray() ? wanted : JSON.createArrayNode().add(wanted))
          .forEach(one -> faults.add(fault(one)));
      platform.faults(faults);
      answer(exchange, 200, JSON.valueToTree(kinds()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      answer(exchange, 400, JSON.createObjectNode().put("error", e.getMessage()));
    }
  }

  private static CountyFault fault(JsonNode one) {
    return new CountyFault(
        CountyFault.Kind.valueOf(one.path("kind").asText().toUpperCase(Locale.ROOT)),
        one.path("probability").asDouble(1),
        one.path("times").asInt(0),
        Duration.ofMillis(one.path("delayMillis").asLong(0)),
        one.path("status").asInt(503),
        one.path("code").asText(""),
        one.path("reason").asText(""),
        one.path("pointer").asText(""),
        one.path("value").asText(""));
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
