package org.xiangqiao.suites;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of each case of a suite: passed, failed or skipped, with the reason. Safe for several
 * threads. The file it writes is the same for the same outcome: nothing of time or machine.
 */
public final class SuiteTable {

  private static final Path REPORTS = Path.of("target", "conformance");
  private static final Path PUBLISHED = Path.of("..", "..", "docs", "conformance");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String suite;
  private final String source;
  private final Map<String, Object> figures = new TreeMap<>();
  private final SortedSet<String> passed = new TreeSet<>();
  private final Map<String, String> failed = new TreeMap<>();
  private final Map<String, SortedSet<String>> skipped = new TreeMap<>();

  /**
   * @param suite name of the file, without its ending
   * @param source where the cases come from, for the reader of the file
   */
  public SuiteTable(String suite, String source) {
    this.suite = suite;
    this.source = source;
  }

  public synchronized void pass(String id) {
    passed.add(id);
  }

  public synchronized void fail(String id, String reason) {
    failed.merge(id, reason, (one, other) -> one + "; " + other);
  }

  public synchronized void skip(String id, String reason) {
    skipped.computeIfAbsent(reason, each -> new TreeSet<>()).add(id);
  }

  /** A number beside the cases, such as how many searches they took. */
  public synchronized void figure(String name, Object value) {
    figures.put(name, value);
  }

  /** Reason by case. */
  public synchronized Map<String, String> failed() {
    return new TreeMap<>(failed);
  }

  public synchronized int passed() {
    passed.removeAll(failed.keySet());
    return passed.size();
  }

  /** To {@code target/conformance}; to {@code docs/conformance} too with -Dsuites.publish=true. */
  public synchronized void write() {
    ObjectNode table = JSON.createObjectNode();
    int skips = skipped.values().stream().mapToInt(SortedSet::size).sum();
    table.put("suite", suite).put("source", source);
    table.put("cases", passed() + failed.size() + skips);
    table.put("passed", passed()).put("failed", failed.size()).put("skipped", skips);
    figures.forEach((name, value) -> table.putPOJO(name, value));
    ArrayNode failures = table.putArray("failures");
    failed.forEach((id, reason) -> failures.addObject().put("case", id).put("reason", reason));
    ArrayNode reasons = table.putArray("skips");
    skipped.forEach(
        (reason, ids) -> {
          ObjectNode group = reasons.addObject().put("reason", reason).put("count", ids.size());
          ids.forEach(group.putArray("cases")::add);
        });
    try {
      byte[] text =
          (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(table) + "\n")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      Files.write(Files.createDirectories(REPORTS).resolve(suite + ".json"), text);
      if (Boolean.getBoolean("suites.publish")) {
        Files.write(Files.createDirectories(PUBLISHED).resolve(suite + ".json"), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
