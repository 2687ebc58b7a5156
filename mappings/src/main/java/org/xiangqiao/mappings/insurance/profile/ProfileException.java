package org.xiangqiao.mappings.insurance.profile;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.xiangqiao.mappings.MappingProblem;

/** A file that is no province profile, with everything that is wrong with it. */
public final class ProfileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<MappingProblem> problems;

  ProfileException(List<MappingProblem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.place() + ": " + problem.text(Locale.ENGLISH))
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<MappingProblem> problems() {
    return problems;
  }
}
