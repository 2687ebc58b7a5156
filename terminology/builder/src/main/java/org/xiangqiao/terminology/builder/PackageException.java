package org.xiangqiao.terminology.builder;

import java.util.List;

/** The sources are not a package: every problem with its place, not only the first. */
public final class PackageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  public PackageException(List<String> problems) {
    super(
        problems.size()
            + (problems.size() == 1 ? " problem" : " problems")
            + " in the sources of the FHIR package:\n  "
            + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }

  /** Throws when there is any problem. */
  public static void throwIfAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new PackageException(problems);
    }
  }
}
