package org.xiangqiao.bench.oracle.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a run found: passed, failed, and left aside with the reason. */
public final class Report {

  private static final String BOTH_REFUSED = "both servers refuse";

  private final List<Finding> failures = new ArrayList<>();
  private final Map<String, Tally> features = new TreeMap<>();
  private final Map<String, Integer> skipped = new TreeMap<>();
  private final List<String> unused;
  private final Map<Verdict, Integer> verdicts = new TreeMap<>();
  private int cases;

  private static final class Tally {
    private int passed;
    private int failed;
    private int skipped;
  }

  public Report(List<Finding> findings, Differences accepted) {
    findings.forEach(each -> add(each, accepted));
    unused =
        accepted.all().stream()
            .map(Difference::name)
            .filter(name -> !skipped.containsKey(name))
            .toList();
  }

  private void add(Finding finding, Differences accepted) {
    cases++;
    verdicts.merge(finding.verdict(), 1, Integer::sum);
    Tally tally = features.computeIfAbsent(finding.feature(), feature -> new Tally());
    if (finding.verdict() == Verdict.EQUAL) {
      tally.passed++;
      return;
    }
    Optional<String> reason =
        finding.verdict() == Verdict.BOTH_REFUSED
            ? Optional.of(BOTH_REFUSED)
            : accepted.explaining(finding).map(Difference::name);
    if (reason.isPresent()) {
      tally.skipped++;
      skipped.merge(reason.get(), 1, Integer::sum);
    } else {
      tally.failed++;
      failures.add(finding);
    }
  }

  public List<Finding> failures() {
    return List.copyOf(failures);
  }

  /** Names of accepted differences that nothing showed: they are to be struck off the list. */
  public List<String> unused() {
    return unused;
  }

  public int cases() {
    return cases;
  }

  /** For {@code docs/conformance/oracle.json}. */
  public String json(Map<String, Object> about) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>(about);
    int left = skipped.values().stream().mapToInt(Integer::intValue).sum();
    document.put("cases", cases);
    document.put("passed", cases - failures.size() - left);
    document.put("failed", failures.size());
    document.put("skipped", left);
    document.put("skippedFor", skipped);
    document.put("verdicts", verdicts);
    Map<String, Object> byFeature = new LinkedHashMap<>();
    features.forEach(
        (feature, tally) ->
            byFeature.put(
                feature,
                Map.of("passed", tally.passed, "failed", tally.failed, "skipped", tally.skipped)));
    document.put("features", byFeature);
    return new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(document)
        + "\n";
  }

  /** Every failure, for people: request, what either said, the first ids that differ. */
  public String failuresAsText() {
    return asText(failures);
  }

  public static String asText(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Finding each : findings) {
      text.append(each.verdict()).append("  [").append(each.feature()).append("]  ");
      text.append(each.request()).append('\n');
      each.details().forEach(line -> text.append("    ").append(line).append('\n'));
    }
    return text.toString();
  }
}
