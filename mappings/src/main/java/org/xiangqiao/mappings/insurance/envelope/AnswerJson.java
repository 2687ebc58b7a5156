package org.xiangqiao.mappings.insurance.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Booked;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Reason;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Refused;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Unreadable;

/**
 * Answers as JSON, read as platforms and gateways really send them: {@code infcode} as number or
 * text; {@code output} as object, as JSON text, or null; nothing; HTML.
 */
public final class AnswerJson {

  private static final Set<String> KEYS =
      Set.of(
          "infcode",
          "inf_refmsgid",
          "refmsg_time",
          "respond_time",
          "err_msg",
          "warn_msg",
          "output");

  private final JsonText text = new JsonText();
  private final PayloadJson payloads;
  private final int maxBytes;

  /**
   * @param maxBytes longer answers are not read
   */
  public AnswerJson(TransactionTable table, MessageFormat format, int maxBytes) {
    this.payloads = new PayloadJson(table, format);
    this.maxBytes = maxBytes;
  }

  /**
   * @param infno of the request that it answers
   * @param body as it came, whatever its content type says
   */
  public InsuranceResult read(String infno, byte[] body) {
    if (body.length > maxBytes) {
      return new Unreadable(Reason.TOO_LARGE);
    }
    Optional<String> decoded = JsonText.decode(body);
    if (decoded.isEmpty()) {
      return new Unreadable(Reason.NOT_UTF_8);
    }
    if (decoded.get().isEmpty()) {
      return new Unreadable(Reason.EMPTY);
    }
    if (decoded.get().charAt(0) == '<') {
      return new Unreadable(Reason.MARKUP);
    }
    return text.parse(decoded.get())
        .map(json -> json.isObject() ? result(infno, json) : new Unreadable(Reason.NOT_AN_OBJECT))
        .orElseGet(() -> new Unreadable(Reason.NOT_JSON));
  }

  public byte[] write(String infno, InsuranceAnswer answer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("infcode", answer.code());
    json.put("inf_refmsgid", answer.reference());
    json.put("refmsg_time", answer.received());
    json.put("respond_time", answer.responded());
    json.put("err_msg", answer.error());
    json.put("warn_msg", answer.warning());
    answer.more().forEach(json::put);
    if (answer.output().isEmpty()) {
      json.putNull("output");
    } else {
      json.set("output", payloads.write(infno, Direction.OUT, answer.output()));
    }
    return text.bytes(json);
  }

  private InsuranceResult result(String infno, JsonNode json) {
    JsonNode code = json.path("infcode");
    if (!code.isValueNode() || code.isNull() || code.asText().isBlank()) {
      return new Unreadable(Reason.CODE_MISSING);
    }
    Optional<Integer> number = code(code);
    if (number.isEmpty()) {
      return new Unreadable(Reason.CODE_NOT_A_NUMBER);
    }
    Optional<Payload> output = output(infno, json.path("output"));
    if (number.get() != 0) {
      return new Refused(answer(number.get(), json, output.orElse(Payload.empty())));
    }
    return output
        .<InsuranceResult>map(payload -> new Booked(answer(0, json, payload)))
        .orElseGet(() -> new Unreadable(Reason.OUTPUT));
  }

  private static Optional<Integer> code(JsonNode code) {
    try {
      return Numbers.parse(code.asText().strip()).map(BigDecimal::intValueExact);
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Without nodes for null and nothing; empty when there is something that is no output. */
  private Optional<Payload> output(String infno, JsonNode output) {
    if (output.isMissingNode() || output.isNull()) {
      return Optional.of(Payload.empty());
    }
    if (output.isContainerNode()) {
      return Optional.of(payloads.read(infno, output));
    }
    String inner = output.asText().strip();
    if (inner.isEmpty() || inner.equals("null")) {
      return Optional.of(Payload.empty());
    }
    return text.parse(inner)
        .filter(JsonNode::isContainerNode)
        .map(json -> payloads.read(infno, json));
  }

  private static InsuranceAnswer answer(int code, JsonNode json, Payload output) {
    Map<String, String> more = new LinkedHashMap<>();
    json.properties()
        .forEach(
            property -> {
              JsonNode value = property.getValue();
              if (!KEYS.contains(property.getKey()) && !value.isNull()) {
                more.put(
                    property.getKey(), value.isValueNode() ? value.asText() : value.toString());
              }
            });
    return new InsuranceAnswer(
        code,
        string(json, "inf_refmsgid"),
        string(json, "refmsg_time"),
        string(json, "respond_time"),
        string(json, "err_msg"),
        string(json, "warn_msg"),
        more,
        output);
  }

  private static String string(JsonNode json, String key) {
    JsonNode value = json.path(key);
    return value.isMissingNode() || value.isNull() || value.asText().isEmpty()
        ? null
        : value.isValueNode() ? value.asText() : value.toString();
  }
}
