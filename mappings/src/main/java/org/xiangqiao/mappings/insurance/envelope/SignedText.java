package org.xiangqiao.mappings.insurance.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a signature of an answer may cover (验签原文): {@code output} character by character as it came,
 * or, if it is a JSON text, what the text says; beside it the envelope's own texts.
 */
public final class SignedText {

  private static final Map<String, String> KEYS =
      Map.of(
          "infcode", "infcode",
          "inf_refmsgid", "reference",
          "refmsg_time", "received",
          "respond_time", "responded",
          "output", "output");
  private static final JsonFactory JSON = new JsonFactory();

  private SignedText() {}

  /**
   * Values for a profile's template; what is absent is empty.
   *
   * @return empty when the body is no JSON object
   */
  public static Optional<Map<String, String>> of(byte[] body) {
    return JsonText.decode(body).flatMap(SignedText::values);
  }

  private static Optional<Map<String, String>> values(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    KEYS.values().forEach(place -> values.put(place, ""));
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String place = KEYS.get(parser.currentName());
        parser.nextToken();
        String value = value(parser, text);
        if (place != null) {
          values.put(place, value);
        }
      }
      return Optional.of(values);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String value(JsonParser parser, String text) throws IOException {
    if (parser.currentToken().isStructStart()) {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      return text.substring(start, (int) parser.currentLocation().getCharOffset());
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
  }
}
