package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.mappings.insurance.envelope.Numbers;

/**
 * A request as it came: the envelope's keys that matter here, and the input.
 *
 * @param infno as it was called
 * @param insured insuplc_admdvs
 */
record Call(
    String infno,
    String msgid,
    String institution,
    String insured,
    String operator,
    String sign,
    JsonNode input) {

  /** More than any infno, msgid or fixmedins_code of the interface has. */
  private static final int LONGEST = 64;

  /**
   * Tolerant: unknown keys are passed over, the input may be a JSON text.
   *
   * @throws Refusal when it is no message of the interface
   */
  static Call read(ObjectMapper json, byte[] body) {
    try {
      JsonNode envelope = json.readTree(body);
      JsonNode input = envelope.path("input");
      if (input.isTextual()) {
        input = json.readTree(input.asText());
      }
      Call call =
          new Call(
              envelope.path("infno").asText(""),
              envelope.path("msgid").asText(""),
              envelope.path("fixmedins_code").asText(""),
              envelope.path("insuplc_admdvs").asText(""),
              envelope.path("opter").asText(""),
              envelope.path("sign_no").asText(""),
              input);
      if (call.infno.isEmpty() || call.msgid.isEmpty() || call.institution.isEmpty()) {
        throw new Refusal("报文缺少交易编号、发送方报文ID或定点医药机构编号");
      }
      if (call.infno.length() > LONGEST
          || call.msgid.length() > LONGEST
          || call.institution.length() > LONGEST) {
        throw new Refusal("交易编号、发送方报文ID或定点医药机构编号过长");
      }
      return call;
    } catch (JsonProcessingException e) {
      throw new Refusal("报文格式错误");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only row of a node, or nothing. */
  JsonNode row(String node) {
    JsonNode at = input.path(node);
    return at.isArray() ? at.path(0) : at;
  }

  List<JsonNode> rows(String node) {
    List<JsonNode> rows = new ArrayList<>();
    JsonNode at = input.path(node);
    if (at.isArray()) {
      at.forEach(rows::add);
    } else if (at.isObject()) {
      rows.add(at);
    }
    return rows;
  }

  /**
   * @throws Refusal when it is missing
   */
  String need(String node, String key) {
    return need(row(node), key);
  }

  String text(String node, String key) {
    return row(node).path(key).asText("");
  }

  static String need(JsonNode row, String key) {
    String text = row.path(key).asText("");
    if (text.isBlank() || text.equals("null")) {
      throw new Refusal("必填字段为空: " + key);
    }
    return text;
  }

  /** Numbers travel as numbers and as texts; one beyond all amounts is none. */
  static BigDecimal number(JsonNode row, String key) {
    return Numbers.parse(need(row, key)).orElseThrow(() -> new Refusal("字段不是数字: " + key));
  }

  /** The person that it is about, wherever it stands; empty when it is about nobody. */
  String person() {
    for (JsonNode node : input) {
      String number = (node.isArray() ? node.path(0) : node).path("psn_no").asText("");
      if (!number.isEmpty()) {
        return number;
      }
    }
    return "";
  }

  /** Without operator, sign-in and input, which may be a person's. */
  @Override
  public String toString() {
    return "Call[" + infno + ", " + msgid + ", " + institution + "]";
  }
}
