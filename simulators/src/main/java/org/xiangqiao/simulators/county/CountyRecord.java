package org.xiangqiao.simulators.county;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A message that the platform has taken, as it came. */
public record CountyRecord(Instant receivedAt, JsonNode message) {

  public String messageId() {
    return message.path("messageId").asText();
  }

  public String operation() {
    return message.path("operation").asText();
  }

  public String recordId() {
    return message.path("recordId").asText();
  }

  public long recordVersion() {
    return message.path("recordVersion").asLong();
  }

  public String residentId() {
    return message.path("resident").path("residentId").asText();
  }
}
