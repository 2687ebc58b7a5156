package org.xiangqiao.terminology.validation.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.Finding;
import org.xiangqiao.terminology.validation.json.Node;

/** What was found so far: the same thing at the same place is told once, and not without end. */
public final class Findings {

  private final int most;
  private final Set<Finding> found = new LinkedHashSet<>();
  private boolean more;
  private int errors;

  public Findings(int most) {
    this.most = most;
  }

  void error(IssueType code, Node at, String key, String profile, String... args) {
    add(IssueSeverity.ERROR, code, at.location(), key, key, profile, args);
  }

  void error(IssueType code, String location, String key, String profile, String... args) {
    add(IssueSeverity.ERROR, code, location, key, key, profile, args);
  }

  void warning(IssueType code, Node at, String key, String profile, String... args) {
    add(IssueSeverity.WARNING, code, at.location(), key, key, profile, args);
  }

  public void add(
      IssueSeverity severity,
      IssueType code,
      String location,
      String rule,
      String key,
      String profile,
      String... args) {
    if (severity == IssueSeverity.ERROR || severity == IssueSeverity.FATAL) {
      errors++;
    }
    if (found.size() < most) {
      found.add(new Finding(severity, code, location, rule, key, List.of(args), profile));
    } else {
      more = true;
    }
  }

  /** How many errors were met, also those no longer told. */
  int errors() {
    return errors;
  }

  boolean full() {
    return more;
  }

  public List<Finding> all() {
    List<Finding> all = new ArrayList<>(found);
    if (more) {
      all.add(
          new Finding(
              IssueSeverity.ERROR,
              IssueType.TOOCOSTLY,
              all.get(0).location(),
              "limit-findings",
              "limit-findings",
              List.of(Integer.toString(most)),
              ""));
    }
    return List.copyOf(all);
  }
}
