package org.xiangqiao.terminology.service.call;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/**
 * The way over imports (R4 valueset.html#ValueSet.compose.include.valueSet) from the value set that
 * was asked for to one below it. It does not lead round in a circle, and not without end.
 */
public record ImportPath(List<ValueSet> valueSets) {

  /** Imports of imports on one way. */
  static final int DEEPEST = 50;

  public ImportPath {
    valueSets = List.copyOf(valueSets);
  }

  /** To the value set that was asked for. */
  public static ImportPath to(ValueSet asked) {
    return new ImportPath(List.of(asked));
  }

  public boolean isTop() {
    return valueSets.size() == 1;
  }

  /**
   * One import further.
   *
   * @throws TxException if it was on the way already, or the way is too long
   */
  public ImportPath over(ValueSet imported) {
    if (valueSets.stream().anyMatch(each -> same(each, imported))) {
      throw refused(
          IssueType.PROCESSING,
          "VALUESET_CIRCULAR_REFERENCE",
          Canonical.name(imported),
          names().toString());
    }
    if (valueSets.size() > DEEPEST) {
      throw refused(
          IssueType.TOOCOSTLY,
          "VALUESET_TOO_DEEP",
          names().get(0),
          String.valueOf(DEEPEST),
          Canonical.name(imported));
    }
    List<ValueSet> further = new ArrayList<>(valueSets);
    further.add(imported);
    return new ImportPath(further);
  }

  /** Contained ones have no address, and an id that others have too. */
  private static boolean same(ValueSet one, ValueSet other) {
    return one == other || one.hasUrl() && Canonical.name(one).equals(Canonical.name(other));
  }

  private List<String> names() {
    return valueSets.stream().map(Canonical::name).toList();
  }

  private static TxException refused(IssueType type, String id, Object... arguments) {
    return new TxException(422, TxIssue.error(type, null, id, "vs-invalid", arguments));
  }
}
