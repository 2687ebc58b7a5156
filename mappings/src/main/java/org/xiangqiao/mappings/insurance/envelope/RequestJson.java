package org.xiangqiao.mappings.insurance.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.TransactionTable;

/** Requests as JSON: the envelope's keys in the order of the interface, what is absent left out. */
public final class RequestJson {

  /** {@code inf_time} and all other times of messages. */
  public static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private static final Set<String> KEYS =
      Set.of(
          "infno",
          "msgid",
          "mdtrtarea_admvs",
          "insuplc_admdvs",
          "recer_sys_code",
          "dev_no",
          "dev_safe_info",
          "cainfo",
          "signtype",
          "infver",
          "opter_type",
          "opter",
          "opter_name",
          "inf_time",
          "fixmedins_code",
          "fixmedins_name",
          "sign_no",
          "input");

  private final JsonText text = new JsonText();
  private final PayloadJson payloads;
  private final MessageFormat format;

  public RequestJson(TransactionTable table, MessageFormat format) {
    this.payloads = new PayloadJson(table, format);
    this.format = format;
  }

  public byte[] write(InsuranceRequest request) {
    return text.bytes(json(request));
  }

  /** The input alone, as it stands in the message: what signatures cover. */
  public String input(InsuranceRequest request) {
    return text.text(payloads.write(request.infno(), Direction.IN, request.input()));
  }

  /**
   * @throws UnreadableMessageException when the bytes are no request
   */
  public InsuranceRequest read(byte[] bytes) {
    String decoded =
        JsonText.decode(bytes).orElseThrow(() -> unreadable(InsuranceResult.Reason.NOT_UTF_8));
    JsonNode json =
        text.parse(decoded)
            .filter(JsonNode::isObject)
            .orElseThrow(() -> unreadable(InsuranceResult.Reason.NOT_JSON));
    Map<String, String> more = new LinkedHashMap<>();
    json.properties()
        .forEach(
            property -> {
              if (!KEYS.contains(property.getKey()) && !property.getValue().isNull()) {
                more.put(property.getKey(), property.getValue().asText());
              }
            });
    try {
      return request(json, more);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      // The cause quotes the message.
      throw unreadable(InsuranceResult.Reason.NOT_AN_OBJECT);
    }
  }

  private ObjectNode json(InsuranceRequest request) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("infno", request.infno());
    json.put("msgid", request.messageId().value());
    put(json, "mdtrtarea_admvs", request.districts().treatment());
    put(json, "insuplc_admdvs", request.districts().insured());
    put(json, "recer_sys_code", request.receiver().system());
    put(json, "dev_no", request.device().number());
    put(json, "dev_safe_info", request.device().safety());
    put(json, "cainfo", request.signature().value());
    put(json, "signtype", request.signature().type());
    put(json, "infver", request.receiver().version());
    put(json, "opter_type", request.operator().type());
    put(json, "opter", request.operator().number());
    put(json, "opter_name", request.operator().name());
    put(json, "inf_time", TIME.format(request.time()));
    put(json, "fixmedins_code", request.institution().code());
    put(json, "fixmedins_name", request.institution().name());
    put(json, "sign_no", request.operator().signIn());
    request.more().forEach(json::put);
    if (format.inputAsText()) {
      json.put("input", input(request));
    } else {
      json.set("input", payloads.write(request.infno(), Direction.IN, request.input()));
    }
    return json;
  }

  private InsuranceRequest request(JsonNode json, Map<String, String> more) {
    String infno = json.path("infno").asText();
    return new InsuranceRequest(
        infno,
        new MessageId(json.path("msgid").asText()),
        LocalDateTime.parse(json.path("inf_time").asText(), TIME),
        new Districts(string(json, "mdtrtarea_admvs"), string(json, "insuplc_admdvs")),
        new Receiver(string(json, "recer_sys_code"), string(json, "infver")),
        new Institution(string(json, "fixmedins_code"), string(json, "fixmedins_name")),
        new Operator(
            string(json, "opter_type"),
            string(json, "opter"),
            string(json, "opter_name"),
            string(json, "sign_no")),
        new Device(string(json, "dev_no"), string(json, "dev_safe_info")),
        new MessageSignature(string(json, "signtype"), string(json, "cainfo")),
        more,
        input(infno, json.path("input")));
  }

  private Payload input(String infno, JsonNode input) {
    JsonNode json =
        input.isTextual()
            ? text.parse(input.asText())
                .orElseThrow(() -> unreadable(InsuranceResult.Reason.NOT_JSON))
            : input;
    return json.isContainerNode() ? payloads.read(infno, json) : Payload.empty();
  }

  private static void put(ObjectNode json, String key, String value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static String string(JsonNode json, String key) {
    JsonNode value = json.path(key);
    return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
        ? value.asText()
        : null;
  }

  private static UnreadableMessageException unreadable(InsuranceResult.Reason reason) {
    return new UnreadableMessageException(reason);
  }
}
