package org.xiangqiao.simulators.county;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the platform has taken, in order, each message id once; with a file (one JSON object a line)
 * it is found again after a restart.
 */
class CountyArchive {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Clock clock;
  private final Map<String, CountyRecord> records = new LinkedHashMap<>();

  CountyArchive(Path file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    if (file != null && Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        JsonNode entry = JSON.readTree(line);
        add(
            new CountyRecord(
                Instant.parse(entry.path("receivedAt").asText()), entry.path("message")));
      }
    }
  }

  /**
   * @return false if the message id is known already
   */
  synchronized boolean take(JsonNode message) throws IOException {
    CountyRecord taken = new CountyRecord(clock.instant(), message);
    if (records.containsKey(taken.messageId())) {
      return false;
    }
    if (file != null) {
      ObjectNode line = JSON.createObjectNode();
      line.put("receivedAt", taken.receivedAt().toString());
      line.set("message", message);
      Files.writeString(
          file,
          JSON.writeValueAsString(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    add(taken);
    return true;
  }

  private void add(CountyRecord taken) {
    records.put(taken.messageId(), taken);
  }

  synchronized List<CountyRecord> all() {
    return List.copyOf(records.values());
  }

  synchronized int size() {
    return records.size();
  }
}
