package org.xiangqiao.integration.insurance.bill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.check.FieldFinding;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/**
 * The field checks of an institution's province, as refusals that name the element (字段校验).
 *
 * @param unmapped codes of the institution's own that have no national one (未对照)
 */
record StoredChecks(FieldCheck fields, List<MappingProblem> unmapped) {

  /** Transactions that tell a bill; what takes back or pays what was told is not held up. */
  private static final Set<String> TELLING =
      Set.of("2201", "2203A", "2204", "2206", "2301", "2303", "2401", "2402", "2403");

  /**
   * @throws DossierException if the input lacks what the platform wants
   */
  void refuse(String infno, Payload input) {
    List<Problem> refusing = new ArrayList<>();
    Set<String> places = new HashSet<>();
    if (TELLING.contains(infno)) {
      for (MappingProblem problem : unmapped) {
        places.add(problem.place());
        refusing.add(problem(problem, problem.place()));
      }
    }
    fields.check(infno, input).stream()
        .filter(FieldFinding::refuses)
        .filter(finding -> !places.contains(finding.element()))
        .map(StoredChecks::problem)
        .forEach(refusing::add);
    if (!refusing.isEmpty()) {
      throw new DossierException(refusing);
    }
  }

  private static Problem problem(FieldFinding finding) {
    MappingProblem problem = finding.problem();
    return problem(problem, finding.element() == null ? problem.place() : finding.element());
  }

  private static Problem problem(MappingProblem problem, String place) {
    return new Problem(
        place,
        problem.rule(),
        problem.text(Locale.CHINESE),
        problem.text(Locale.ENGLISH),
        problem.remedy(Locale.CHINESE),
        problem.remedy(Locale.ENGLISH));
  }
}
