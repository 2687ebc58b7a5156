package org.xiangqiao.server.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.xiangqiao.store.StoreProblem.Told;
import org.xiangqiao.terminology.message.ClerkMessage;
import org.xiangqiao.terminology.message.ClerkMessages;
import org.xiangqiao.terminology.message.ValueShape;
import org.xiangqiao.terminology.message.Words;
import org.xiangqiao.terminology.validation.Finding;

/** Says findings as a clerk understands them; of a value only what it looks like. */
final class FindingWords {

  private static final String STEP = "[A-Za-z][A-Za-z0-9]*(\\[[0-9]{1,6}\\])?";

  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param resource the JSON that was checked
   */
  Told told(ClerkMessages messages, Finding finding, String type, String resource) {
    ClerkMessage message =
        messages.of(
            new ClerkMessages.Asked(
                finding.ruleId(),
                finding.messageKey(),
                type,
                finding.location(),
                finding.profile() == null || finding.profile().isEmpty() ? null : finding.profile(),
                finding.args()),
            shape(finding.location(), resource));
    return new Told(
        message.text().english(),
        message.text().chinese(),
        message.remedy().english(),
        message.remedy().chinese(),
        finding.severity(),
        finding.issueCode());
  }

  /** Null where the location is no plain path to a single value. */
  private Words shape(String location, String resource) {
    JsonNode at;
    try {
      at = json.readTree(resource);
    } catch (JsonProcessingException unreadable) {
      return null;
    }
    String[] steps = location.split("\\.");
    for (int i = 1; i < steps.length; i++) {
      if (!steps[i].matches(STEP)) {
        return null;
      }
      int bracket = steps[i].indexOf('[');
      at = at.path(bracket < 0 ? steps[i] : steps[i].substring(0, bracket));
      if (bracket >= 0) {
        at = at.path(Integer.parseInt(steps[i], bracket + 1, steps[i].length() - 1, 10));
      }
    }
    return at.isValueNode() ? ValueShape.of(at.asText()) : null;
  }
}
