package org.xiangqiao.integration.county;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.xiangqiao.integration.outbox.OutboxProblems;
import org.xiangqiao.integration.outbox.SendResult;

/**
 * Reads the platform's answer. Only a well-formed acknowledgement that names our message counts;
 * everything else may come from a proxy, a wrong address or a broken platform, and the message is
 * sent again. Pure.
 */
final class CountyAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CountyAnswer() {}

  /**
   * @param retryAfter header of that name in seconds, or null
   * @param payload the message, whose personal values are kept out of the reason shown
   */
  static SendResult of(
      int status, byte[] body, String retryAfter, String messageId, byte[] payload) {
    boolean answered = status >= 200 && status < 300;
    boolean refused = status >= 400 && status < 500 && status != 429;
    if (answered || refused) {
      JsonNode acknowledgement = parse(body);
      if (messageId.equals(acknowledgement.path("messageId").asText(""))) {
        switch (acknowledgement.path("result").asText("")) {
          case "ACCEPTED", "DUPLICATE" -> {
            if (answered) {
              return new SendResult.Delivered(body);
            }
          }
          case "REFUSED" -> {
            return refused(acknowledgement, body, payload);
          }
          default -> {}
        }
      }
    }
    return new SendResult.Unavailable(
        answered ? "bad-acknowledgement" : "status-" + status, seconds(retryAfter));
  }

  private static SendResult refused(JsonNode acknowledgement, byte[] body, byte[] payload) {
    PersonalValues personal = PersonalValues.of(parse(payload));
    String code = personal.mask(acknowledgement.path("code").asText(""));
    String reason = personal.mask(acknowledgement.path("reason").asText(""));
    String place = personal.mask(acknowledgement.path("field").asText(""));
    return new SendResult.Refused(
        List.of(OutboxProblems.of(place, "partner.refused", code, reason)), body);
  }

  private static JsonNode parse(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? JSON.missingNode() : json;
    } catch (IOException garbage) {
      return JSON.missingNode();
    }
  }

  private static Duration seconds(String retryAfter) {
    try {
      return retryAfter == null ? null : Duration.ofSeconds(Long.parseLong(retryAfter.trim()));
    } catch (NumberFormatException date) {
      return null;
    }
  }
}
