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
  private final int mostWarnings;
  private final Set<Finding> found = new LinkedHashSet<>();
  private boolean more;
  private int errors;
  private int toldErrors;

  /**
   * @param most errors, and as many warnings, that are told
   */
  public Findings(int most) {
    this(most, most);
  }

  private Findings(int most, int mostWarnings) {
    this.most = most;
    this.mostWarnings = mostWarnings;
  }

  /** Where only the verdict counts: full after the first error, whatever was warned of. */
  static Findings verdict() {
    return new Findings(1, 0);
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
    boolean error = severity == IssueSeverity.ERROR || severity == IssueSeverity.FATAL;
    if (error) {
      errors++;
    }
    int told = error ? toldErrors : found.size() - toldErrors;
    if (told >= (error ? most : mostWarnings)) {
      // Warnings without end hide no error.
      more |= error;
    } else if (found.add(new Finding(severity, code, location, rule, key, List.of(args), profile))
        && error) {
      toldErrors++;
    }
  }

  /** How many errors were met, also those no longer told. */
  int errors() {
    return errors;
  }

  boolean full() {
    return more || mostWarnings == 0 && errors > 0;
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
