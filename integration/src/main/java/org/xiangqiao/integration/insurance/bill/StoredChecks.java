package org.xiangqiao.integration.insurance.bill;

import java.util.List;
import java.util.Locale;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.check.FieldFinding;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/** The field checks of an institution's province, as refusals that name the element (字段校验). */
record StoredChecks(FieldCheck fields) {

  /**
   * @throws DossierException if the input lacks what the platform wants
   */
  void refuse(String infno, Payload input) {
    List<Problem> refusing =
        fields.check(infno, input).stream()
            .filter(FieldFinding::refuses)
            .map(StoredChecks::problem)
            .toList();
    if (!refusing.isEmpty()) {
      throw new DossierException(refusing);
    }
  }

  private static Problem problem(FieldFinding finding) {
    MappingProblem problem = finding.problem();
    return new Problem(
        finding.element() == null ? problem.place() : finding.element(),
        problem.rule(),
        problem.text(Locale.CHINESE),
        problem.text(Locale.ENGLISH),
        problem.remedy(Locale.CHINESE),
        problem.remedy(Locale.ENGLISH));
  }
}
