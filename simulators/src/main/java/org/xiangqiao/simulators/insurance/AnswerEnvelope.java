package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/** The envelope of an answer (响应报文). */
class AnswerEnvelope {

  private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private final AtomicLong serial = new AtomicLong();
  private final PlatformSettings settings;

  AnswerEnvelope(PlatformSettings settings) {
    this.settings = settings;
  }

  ObjectMapper json() {
    return json;
  }

  ObjectNode done(ObjectNode output) {
    return envelope(0, null, output);
  }

  ObjectNode refused(String text) {
    return envelope(-1, text, null);
  }

  /** infcode the other way: as text where it is a number, as number where it is text. */
  static ObjectNode otherCodeType(ObjectNode answer) {
    ObjectNode other = answer.deepCopy();
    if (answer.path("infcode").isTextual()) {
      other.put("infcode", Integer.parseInt(answer.path("infcode").asText()));
    } else {
      other.put("infcode", answer.path("infcode").asText());
    }
    return other;
  }

  byte[] bytes(ObjectNode answer) {
    try {
      PlatformSignatures signatures = settings.signatures();
      if (signatures != null && signatures.own() != null) {
        JsonNode output = answer.path("output");
        answer.put(
            "cainfo", signatures.sign(output.isObject() ? json.writeValueAsString(output) : ""));
        answer.put("signtype", "SM2");
      }
      return json.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode envelope(int code, String error, ObjectNode output) {
    LocalDateTime now = LocalDateTime.now(settings.clock().withZone(ZONE));
    ObjectNode answer = JsonNodeFactory.withExactBigDecimals(true).objectNode();
    if (settings.codeAsText()) {
      answer.put("infcode", String.valueOf(code));
    } else {
      answer.put("infcode", code);
    }
    answer.put(
        "inf_refmsgid",
        settings.district()
            + SECONDS.format(now)
            + String.format("%010d", serial.incrementAndGet()));
    answer.put("refmsg_time", MILLIS.format(now));
    answer.put("respond_time", MILLIS.format(now));
    answer.put("err_msg", error);
    answer.putNull("warn_msg");
    answer.putNull("cainfo");
    answer.putNull("signtype");
    answer.set("output", output);
    return answer;
  }
}
