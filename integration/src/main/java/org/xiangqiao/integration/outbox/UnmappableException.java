package org.xiangqiao.integration.outbox;

import java.util.List;
import org.xiangqiao.integration.ledger.Problem;

/** The fact does not fit the partner's form; it is parked with these problems. */
public class UnmappableException extends RuntimeException {

  private final transient List<Problem> problems;

  public UnmappableException(List<Problem> problems) {
    super(problems.get(0).rule());
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
