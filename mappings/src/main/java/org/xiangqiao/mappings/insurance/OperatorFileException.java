package org.xiangqiao.mappings.insurance;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xiangqiao.mappings.MappingProblem;

/** Files of an operator that cannot be used, with everything that is wrong with them. */
public final class OperatorFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<MappingProblem> problems;

  OperatorFileException(List<MappingProblem> problems) {
    super(
        problems.stream()
            .map(
                problem ->
                    "%s: %s %s %s %s"
                        .formatted(
                            problem.place(),
                            problem.text(Locale.CHINESE),
                            problem.remedy(Locale.CHINESE),
                            problem.text(Locale.ENGLISH),
                            problem.remedy(Locale.ENGLISH)))
            .collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<MappingProblem> problems() {
    return problems;
  }
}
