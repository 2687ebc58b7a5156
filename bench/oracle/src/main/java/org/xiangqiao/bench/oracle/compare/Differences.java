package org.xiangqiao.bench.oracle.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The accepted differences, {@code differences.yaml}. */
public final class Differences {

  private static final String FILE = "/differences.yaml";

  private final List<Difference> all;

  Differences(List<Difference> all) {
    this.all = List.copyOf(all);
  }

  public static Differences read() throws IOException {
    try (InputStream file = Differences.class.getResourceAsStream(FILE)) {
      List<Difference> all = new ArrayList<>();
      for (JsonNode each : new YAMLMapper().readTree(file)) {
        all.add(difference(each));
      }
      return new Differences(all);
    }
  }

  public List<Difference> all() {
    return all;
  }

  Optional<Difference> explaining(Finding finding) {
    return all.stream().filter(each -> each.explains(finding)).findFirst();
  }

  private static Difference difference(JsonNode node) {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    node.path("verdicts").forEach(each -> verdicts.add(Verdict.valueOf(each.asText())));
    return new Difference(
        required(node, "name"),
        verdicts,
        Pattern.compile(required(node, "feature")),
        Pattern.compile(node.path("request").asText("")),
        Pattern.compile(node.path("details").asText("")),
        required(node, "right"),
        required(node, "clause"),
        required(node, "reason"));
  }

  private static String required(JsonNode node, String field) {
    String text = node.path(field).asText("");
    if (text.isBlank()) {
      throw new IllegalArgumentException(FILE + ": " + field + " is missing in " + node);
    }
    return text;
  }
}
