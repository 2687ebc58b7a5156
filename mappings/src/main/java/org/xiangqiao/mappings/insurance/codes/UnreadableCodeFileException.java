package org.xiangqiao.mappings.insurance.codes;

import org.xiangqiao.mappings.MappingProblem;

/** A table of codes that cannot be read at all; nothing of it is taken. */
public final class UnreadableCodeFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient MappingProblem problem;

  public UnreadableCodeFileException(String rule, Object... arguments) {
    super(rule);
    this.problem = MappingProblem.of("", rule, arguments);
  }

  public MappingProblem problem() {
    return problem;
  }
}
