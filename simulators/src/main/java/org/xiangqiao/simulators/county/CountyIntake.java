package org.xiangqiao.simulators.county;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** {@code POST /immunizations}: takes a message, or fails as told. */
class CountyIntake implements HttpHandler {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CountyArchive archive;
  private final CountyFaults faults;
  private final List<String> arrivals = new CopyOnWriteArrayList<>();

  CountyIntake(CountyArchive archive, CountyFaults faults) {
    this.archive = archive;
    this.faults = faults;
  }

  /** Message ids of all calls in order, repeated and failed ones too. */
  List<String> arrivals() {
    return List.copyOf(arrivals);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!"POST".equals(exchange.getRequestMethod())) {
        answer(exchange, 405, "method not allowed");
        return;
      }
      JsonNode message = read(exchange);
      if (message == null || message.path("messageId").asText("").isEmpty()) {
        answer(exchange, 400, "not a message");
        return;
      }
      arrivals.add(message.path("messageId").asText());
      for (CountyFault fault : faults.hitting(message)) {
        if (fails(exchange, message, fault)) {
          return;
        }
      }
      boolean added = archive.take(message);
      acknowledge(exchange, 200, message, added ? "ACCEPTED" : "DUPLICATE", null, null);
    }
  }

  /**
   * @return true if the exchange is over
   */
  private boolean fails(HttpExchange exchange, JsonNode message, CountyFault fault)
      throws IOException {
    switch (fault.kind()) {
      case DELAY -> {
        sleep(fault.delay().toMillis());
        return false;
      }
      case STATUS -> answer(exchange, fault.status(), "<html>out of order</html>");
      case GARBAGE -> answer(exchange, 200, "{\"messageId\": \"");
      case REFUSE -> acknowledge(exchange, 422, message, "REFUSED", fault.code(), fault.reason());
      case LOSE_ACKNOWLEDGEMENT -> archive.take(message);
      case RESET -> {
        // Closing without an answer ends the connection.
      }
    }
    return true;
  }

  private static JsonNode read(HttpExchange exchange) throws IOException {
    try {
      return JSON.readTree(exchange.getRequestBody().readAllBytes());
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static void acknowledge(
      HttpExchange exchange,
      int status,
      JsonNode message,
      String result,
      String code,
      String reason)
      throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("messageId", message.path("messageId").asText());
    body.put("result", result);
    body.put("code", code);
    body.put("reason", reason);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    answer(exchange, status, JSON.writeValueAsString(body));
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
