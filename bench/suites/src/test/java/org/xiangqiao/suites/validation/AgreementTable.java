package org.xiangqiao.suites.validation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xiangqiao.suites.validation.Differences.Difference;
import org.xiangqiao.terminology.builder.profile.Agreement.Compared;

/** What became of each case, by set: the same verdict, a difference that is listed, or skipped. */
final class AgreementTable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Differences differences;
  private final Map<String, Row> sets = new LinkedHashMap<>();
  private final List<String> unexplained = new ArrayList<>();

  AgreementTable(Differences differences) {
    this.differences = differences;
  }

  /** The figures of one set. */
  static final class Row {
    private int cases;
    private int agreed;
    private int exact;
    private final Map<String, List<String>> listed = new TreeMap<>();
    private final Map<String, List<String>> skipped = new TreeMap<>();

    int skips() {
      return skipped.values().stream().mapToInt(List::size).sum();
    }

    int differing() {
      return listed.values().stream().mapToInt(List::size).sum();
    }

    int cases() {
      return cases;
    }

    int agreed() {
      return agreed;
    }

    int exact() {
      return exact;
    }
  }

  void add(String set, String id, Compared compared) {
    Row row = row(set);
    row.cases++;
    row.exact += compared.exact() ? 1 : 0;
    if (compared.sameVerdict()) {
      row.agreed++;
      return;
    }
    String name = differences.of(compared).map(Difference::name).orElse(null);
    if (name == null) {
      unexplained.add(set + ": " + id + compared.shown());
    } else {
      row.listed.computeIfAbsent(name, any -> new ArrayList<>()).add(id);
    }
  }

  void skip(String set, String id, String reason) {
    Row row = row(set);
    row.cases++;
    row.skipped.computeIfAbsent(reason, any -> new ArrayList<>()).add(id);
  }

  private Row row(String set) {
    return sets.computeIfAbsent(set, any -> new Row());
  }

  Map<String, Row> sets() {
    return sets;
  }

  /** Verdicts that differ without a reason. */
  List<String> unexplained() {
    return unexplained;
  }

  /**
   * @param whole whether everything was compared, or a sample
   */
  void write(Path folder, boolean whole) throws IOException {
    ObjectNode table = JSON.createObjectNode();
    table.put("suite", "validation").put("reference", "HL7's validator 6.7.9 with HAPI FHIR 8.8.0");
    table.put("whole", whole);
    ObjectNode all = table.putObject("sets");
    sets.forEach(
        (name, row) -> {
          ObjectNode set = all.putObject(name);
          set.put("cases", row.cases).put("agreed", row.agreed);
          set.put("sameErrorsAtSamePlaces", row.exact);
          set.put("differencesListed", row.differing()).put("skipped", row.skips());
          lists(set.putArray("differences"), "difference", row.listed);
          lists(set.putArray("skips"), "reason", row.skipped);
        });
    Files.createDirectories(folder);
    Files.write(
        folder.resolve("validation.json"),
        (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(table) + "\n").getBytes(UTF_8));
  }

  private static void lists(ArrayNode into, String key, Map<String, List<String>> lists) {
    lists.forEach(
        (name, ids) -> {
          ObjectNode group = into.addObject().put(key, name).put("count", ids.size());
          ArrayNode cases = group.putArray("cases");
          ids.stream().sorted().forEach(cases::add);
        });
  }
}
