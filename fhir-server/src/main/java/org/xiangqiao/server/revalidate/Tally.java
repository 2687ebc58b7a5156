package org.xiangqiao.server.revalidate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.server.revalidate.ReportLine.Key;
import org.xiangqiao.terminology.validation.Finding;

/** Counts of one batch, by type, sender, profile and rule. */
final class Tally {

  /** Stands for rules that a report has no more room for. */
  static final String FURTHER = "further-rules";

  private static final class Count {
    private long checked;
    private long broken;
    private final List<String> examples = new ArrayList<>();
  }

  private final int examples;
  private final int maxLines;
  private final Set<Key> known;
  private final Map<Key, Count> counts = new LinkedHashMap<>();
  private long checked;
  private long broken;

  /**
   * @param known keys of the lines that the report has already
   */
  Tally(int examples, int maxLines, Collection<Key> known) {
    this.examples = examples;
    this.maxLines = maxLines;
    this.known = new HashSet<>(known);
  }

  /** A rule that one resource breaks several times counts once. */
  void add(String type, String sender, String reference, List<Finding> errors) {
    Count all = count(new Key(type, sender, "", ""));
    all.checked++;
    checked++;
    if (errors.isEmpty()) {
      return;
    }
    all.broken++;
    broken++;
    Set<Key> broke =
        errors.stream()
            .map(
                error ->
                    new Key(
                        type,
                        sender,
                        Objects.requireNonNullElse(error.profile(), ""),
                        error.ruleId()))
            .map(this::within)
            .collect(Collectors.toSet());
    for (Key key : broke) {
      Count count = count(key);
      count.broken++;
      if (count.examples.size() < examples) {
        count.examples.add(reference);
      }
    }
  }

  private Key within(Key key) {
    return known.contains(key) || known.size() < maxLines
        ? key
        : new Key(key.type(), key.sender(), "", FURTHER);
  }

  private Count count(Key key) {
    known.add(key);
    return counts.computeIfAbsent(key, added -> new Count());
  }

  /** What was counted since the last call. */
  List<ReportLine> take() {
    List<ReportLine> lines =
        counts.entrySet().stream()
            .map(
                each ->
                    new ReportLine(
                        each.getKey(),
                        each.getValue().checked,
                        each.getValue().broken,
                        each.getValue().examples))
            .toList();
    counts.clear();
    checked = 0;
    broken = 0;
    return lines;
  }

  long checked() {
    return checked;
  }

  long broken() {
    return broken;
  }
}
