package org.xiangqiao.mappings.insurance.envelope;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes to JSON and back; what is doubtful is no JSON: a key twice, something behind the end. */
final class JsonText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();

  byte[] bytes(JsonNode json) {
    return text(json).getBytes(StandardCharsets.UTF_8);
  }

  String text(JsonNode json) {
    try {
      return mapper.writeValueAsString(json);
    } catch (JacksonException e) {
      throw new IllegalStateException("a message could not be written", e);
    }
  }

  /** Without byte order mark and blanks around it; empty when the bytes are not UTF-8. */
  static Optional<String> decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return Optional.of((marked ? text.substring(1) : text).strip());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Empty when it is no JSON. */
  Optional<JsonNode> parse(String text) {
    try {
      return Optional.ofNullable(mapper.readTree(text)).filter(json -> !json.isMissingNode());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
