package org.xiangqiao.terminology.builder.map;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;

/** What is wrong with a group's rows, each finding with its file and row. */
final class GroupCheck {

  private static final Set<String> WITHOUT_TARGET = Set.of("unmatched", "disjoint");
  private static final Set<String> WITH_COMMENT = Set.of("narrower", "inexact");

  private final Displays displays;

  GroupCheck(Displays displays) {
    this.displays = displays;
  }

  List<String> problems(MapGroup group, List<MapRow> rows) {
    List<String> problems = new ArrayList<>();
    if (rows.isEmpty()) {
      problems.add(group.file() + ": no row for map " + group.id());
    }
    Set<String> pairs = new HashSet<>();
    Set<String> unmatched = new HashSet<>();
    for (MapRow row : rows) {
      codes(group, row, problems);
      words(row, problems);
      if (!pairs.add(row.source() + "\t" + row.target())) {
        problems.add(row.place() + ": " + row.source() + " → " + row.target() + " is twice");
      }
      if (row.target().isEmpty()) {
        unmatched.add(row.source());
      }
    }
    rows.stream()
        .filter(row -> !row.target().isEmpty() && unmatched.contains(row.source()))
        .map(row -> row.place() + ": " + row.source() + " is also said to have no target")
        .forEach(problems::add);
    return problems;
  }

  private void codes(MapGroup group, MapRow row, List<String> problems) {
    if (displays.lacks(group.sourceSystem(), row.source())) {
      problems.add(row.place() + ": " + row.source() + " is not in " + group.sourceSystem());
    }
    if (!row.target().isEmpty() && displays.lacks(group.targetSystem(), row.target())) {
      problems.add(row.place() + ": " + row.target() + " is not in " + group.targetSystem());
    }
  }

  private static void words(MapRow row, List<String> problems) {
    if (!Set.of("yes", "no").contains(row.confirmed())) {
      problems.add(row.place() + ": confirmed is '" + row.confirmed() + "', not yes or no");
    }
    if (!isEquivalence(row.equivalence())) {
      problems.add(row.place() + ": no such equivalence '" + row.equivalence() + "'");
    } else if (row.target().isEmpty() != WITHOUT_TARGET.contains(row.equivalence())) {
      problems.add(row.place() + ": " + row.equivalence() + " with target '" + row.target() + "'");
    }
    if (WITH_COMMENT.contains(row.equivalence()) && row.comment().isEmpty()) {
      problems.add(row.place() + ": " + row.equivalence() + " needs a comment (rule cmd-1)");
    }
  }

  private static boolean isEquivalence(String code) {
    try {
      return ConceptMapEquivalence.fromCode(code) != null;
    } catch (org.hl7.fhir.exceptions.FHIRException e) {
      return false;
    }
  }
}
