package org.xiangqiao.terminology.service.load;

import java.util.List;

/** A file that cannot be read on: the rule, and where. Nothing of it is installed. */
public final class SourceProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String rule;
  private final transient List<String> arguments;

  public SourceProblem(String rule, Object... arguments) {
    super(rule);
    this.rule = rule;
    this.arguments = Printable.of(java.util.Arrays.stream(arguments).map(String::valueOf).toList());
  }

  public String rule() {
    return rule;
  }

  public List<String> arguments() {
    return arguments;
  }
}
