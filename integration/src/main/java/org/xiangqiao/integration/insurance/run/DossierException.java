package org.xiangqiao.integration.insurance.run;

import java.util.List;
import org.xiangqiao.integration.ledger.Problem;

/** The resources do not hold what a message needs; says which element must change. */
public class DossierException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public DossierException(List<Problem> problems) {
    super(problems.get(0).rule());
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
