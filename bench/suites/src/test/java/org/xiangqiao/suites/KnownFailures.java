package org.xiangqiao.suites;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Cases that are known to fail, each with its reason, from a data file beside the suite ({@code
 * case,reason}). A failure that is not in it is a regression; one that is in it but passes is to be
 * taken out.
 */
public final class KnownFailures {

  private final Map<String, String> reasons = new TreeMap<>();

  public KnownFailures(Class<?> suite, String file) {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var reader = new InputStreamReader(suite.getResourceAsStream(file), UTF_8);
        var rows = format.parse(reader)) {
      for (CSVRecord row : rows) {
        reasons.put(row.get("case"), row.get("reason"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Map<String, String> reasons() {
    return reasons;
  }

  /** What differs from what is known; empty if the suite stands as before. */
  public List<String> surprises(Map<String, String> failed) {
    List<String> surprises = new ArrayList<>();
    failed.forEach(
        (id, reason) -> {
          if (!reasons.containsKey(id)) {
            surprises.add(id + " fails: " + reason);
          }
        });
    TreeSet<String> healed = new TreeSet<>(reasons.keySet());
    healed.removeAll(failed.keySet());
    healed.forEach(id -> surprises.add(id + " no longer fails: take it off the list"));
    return surprises;
  }
}
