package org.xiangqiao.bench.oracle.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/** The files of a bulk export (Bulk Data Access, response: complete status). */
record ExportFiles(FhirEndpoint server) {

  /** Number of lines of each type. */
  List<String> counts(JsonNode manifest) {
    Map<String, Long> lines = new TreeMap<>();
    for (JsonNode file : manifest.path("output")) {
      long count =
          server
              .text(file.path("url").asText(), "application/fhir+ndjson")
              .lines()
              .filter(line -> !line.isBlank())
              .count();
      lines.merge(file.path("type").asText(), count, Long::sum);
    }
    List<String> counts = new ArrayList<>();
    lines.forEach((type, count) -> counts.add(type + ": " + count));
    return counts;
  }
}
