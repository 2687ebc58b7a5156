package org.xiangqiao.mappings.county;

import java.util.List;
import org.xiangqiao.mappings.MappingProblem;

/** The fact does not fit the platform's form; the outbox parks it with these problems. */
public class CountyMappingException extends RuntimeException {

  private final transient List<MappingProblem> problems;

  public CountyMappingException(List<MappingProblem> problems) {
    super(problems.get(0).rule());
    this.problems = List.copyOf(problems);
  }

  public List<MappingProblem> problems() {
    return problems;
  }
}
