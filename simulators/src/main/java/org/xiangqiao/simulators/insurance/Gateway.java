package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;

/** Takes a message over HTTP, does it, answers; or fails as told, before or after. */
class Gateway implements HttpHandler {

  private static final int MOST_BYTES = 32 << 20;
  private static final String PAGE = "<html><body>502 Bad Gateway</body></html>";
  private static final String JSON = "application/json; charset=UTF-8";

  private final PlatformSettings settings;
  private final Transactions transactions;
  private final Transport transport;
  private final AnswerEnvelope envelope;
  private final InsuranceFaults faults;
  private final TransactionTable table;
  private final LateCommits late;
  private final CallLog log;
  private final Passing queue = new Passing();
  private final Map<String, byte[]> lastAnswers = new ConcurrentHashMap<>();

  Gateway(
      PlatformSettings settings,
      Transactions transactions,
      InsuranceFaults faults,
      LateCommits late,
      CallLog log,
      TransactionTable table) {
    this.settings = settings;
    this.transactions = transactions;
    this.transport = new Transport(settings, table);
    this.envelope = new AnswerEnvelope(settings);
    this.faults = faults;
    this.table = table;
    this.late = late;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
      if (!"POST".equals(exchange.getRequestMethod()) || body.length > MOST_BYTES) {
        send(exchange, body.length > MOST_BYTES ? 413 : 405, "text/html", bytes(PAGE));
        return;
      }
      Call call;
      try {
        call = Call.read(envelope.json(), body);
      } catch (Refusal e) {
        send(exchange, 200, JSON, envelope.bytes(envelope.refused(e.getMessage())));
        return;
      }
      log.add(new InsuranceCall(call.infno(), call.msgid(), call.institution()));
      if (!transport.leadsTo(exchange.getRequestURI().getPath(), call.infno())) {
        send(exchange, 404, "text/html", bytes(PAGE));
      } else if (!transport.signed(exchange)) {
        send(exchange, 401, JSON, envelope.bytes(envelope.refused("签名验证失败")));
      } else if (settings.signatures() != null
          && !settings.signatures().signed(exchange.getRequestHeaders(), body)) {
        send(exchange, 200, JSON, envelope.bytes(envelope.refused("报文签名验证失败")));
      } else {
        pause(settings.latency());
        serve(exchange, call);
      }
    }
  }

  private void serve(HttpExchange exchange, Call call) throws IOException {
    InsuranceFault fault = null;
    Duration afterwards = Duration.ZERO;
    for (InsuranceFault one : faults.hitting(call)) {
      if (one.kind() != Kind.DELAY) {
        fault = one;
      } else if (one.point() == Point.BEFORE) {
        pause(one.delay());
      } else {
        afterwards = afterwards.plus(one.delay());
      }
    }
    byte[] answer = null;
    String type = JSON;
    if (fault == null || !prevents(fault, call)) {
      if (fault != null && fault.kind() == Kind.REORDER) {
        queue.letPass(fault.delay());
      }
      if (call.infno().equals("9102")) {
        type = "application/octet-stream";
      }
      answer = fault == null || fault.kind() != Kind.PARTLY ? done(call) : partly(call);
      queue.passed();
    } else {
      answer = instead(fault, call);
    }
    pause(afterwards);
    late.answered(call);
    if (fault == null || !spoils(exchange, fault, call, answer)) {
      if (fault == null && table.find(call.infno()).isPresent()) {
        lastAnswers.put(call.infno(), answer);
      }
      send(exchange, 200, type, answer);
    }
  }

  /** Whether the fault keeps the platform from doing what it was asked to. */
  private boolean prevents(InsuranceFault fault, Call call) {
    return switch (fault.kind()) {
      case REFUSE, LONG_TEXT, SIGN_IN_EXPIRED, LATE_COMMIT -> true;
      case REORDER, PARTLY, OTHER_CODE_TYPE, OTHER_AMOUNTS, WRONG_TYPE, ANSWER_TWICE, DELAY ->
          false;
      case FAIL, DROP, STALE_ANSWER, GARBAGE, HTML, EMPTY, STATUS -> fault.point() == Point.BEFORE;
    };
  }

  /** The answer of a platform that did nothing; null when there is none. */
  private byte[] instead(InsuranceFault fault, Call call) {
    switch (fault.kind()) {
      case SIGN_IN_EXPIRED -> {
        transactions.expire(call);
        return envelope.bytes(envelope.refused("签到已失效，请重新签到"));
      }
      case LATE_COMMIT -> {
        late.add(call, fault.until(), fault.delay());
        return null;
      }
      case LONG_TEXT -> {
        return envelope.bytes(envelope.refused("业务校验不通过：".repeat(500)));
      }
      default -> {
        return envelope.bytes(envelope.refused(fault.text()));
      }
    }
  }

  private byte[] done(Call call) {
    try {
      return call.infno().equals("9102")
          ? transactions.download(call)
          : envelope.bytes(envelope.done(transactions.take(call)));
    } catch (Refusal e) {
      return envelope.bytes(envelope.refused(e.getMessage()));
    }
  }

  private byte[] partly(Call call) {
    try {
      transactions.takePartly(call);
      return envelope.bytes(envelope.refused("部分费用明细上传失败"));
    } catch (Refusal e) {
      return envelope.bytes(envelope.refused(e.getMessage()));
    }
  }

  /**
   * @return true if the exchange is over
   */
  private boolean spoils(HttpExchange exchange, InsuranceFault fault, Call call, byte[] answer)
      throws IOException {
    switch (fault.kind()) {
      case DROP, LATE_COMMIT -> {
        // Closing without an answer ends the connection.
      }
      case FAIL -> send(exchange, 200, JSON, envelope.bytes(envelope.refused(fault.text())));
      case ANSWER_TWICE -> send(exchange, 200, JSON, twice(answer));
      case STALE_ANSWER ->
          send(exchange, 200, JSON, lastAnswers.getOrDefault(call.infno(), answer));
      case GARBAGE -> send(exchange, 200, JSON, bytes("{\"infcode\":0,\"output\":{\"setlinfo\":{"));
      case WRONG_TYPE -> send(exchange, 200, "image/png", answer);
      case HTML -> send(exchange, 200, "text/html", bytes(PAGE));
      case EMPTY -> send(exchange, 200, JSON, new byte[0]);
      case STATUS -> send(exchange, fault.status(), "text/html", bytes(PAGE));
      case OTHER_CODE_TYPE -> send(exchange, 200, JSON, otherCodeType(answer));
      case OTHER_AMOUNTS -> send(exchange, 200, JSON, otherAmounts(answer));
      case REFUSE, LONG_TEXT, SIGN_IN_EXPIRED, REORDER, PARTLY, DELAY -> {
        return false;
      }
    }
    return true;
  }

  private byte[] otherCodeType(byte[] answer) throws IOException {
    return envelope.json().readTree(answer) instanceof ObjectNode node
        ? envelope.bytes(AnswerEnvelope.otherCodeType(node))
        : answer;
  }

  private byte[] otherAmounts(byte[] answer) throws IOException {
    if (!(envelope.json().readTree(answer) instanceof ObjectNode node)) {
      return answer;
    }
    JsonNode told = node.at("/output/setlinfo");
    if ((told.isArray() ? told.path(0) : told) instanceof ObjectNode head) {
      BigDecimal bill = new BigDecimal(head.path("medfee_sumamt").asText());
      head.put("medfee_sumamt", bill.add(BigDecimal.ONE));
      return envelope.bytes(node);
    }
    return answer;
  }

  private static byte[] twice(byte[] answer) {
    byte[] both = new byte[answer.length * 2];
    System.arraycopy(answer, 0, both, 0, answer.length);
    System.arraycopy(answer, 0, both, answer.length, answer.length);
    return both;
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void pause(Duration delay) {
    try {
      if (!delay.isZero()) {
        Thread.sleep(delay.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
