package org.xiangqiao.store;

import java.util.List;
import java.util.Locale;

/** A refusal by the store: what, where, and what to do, in Chinese and English. */
public class StoreException extends RuntimeException {

  private final transient List<StoreProblem> problems;

  public StoreException(StoreProblem problem) {
    this(List.of(problem));
  }

  /** {@code problems} must not be empty; the first decides the HTTP status. */
  public StoreException(List<StoreProblem> problems) {
    super(problems.get(0).text(Locale.ENGLISH));
    this.problems = List.copyOf(problems);
  }

  public List<StoreProblem> problems() {
    return problems;
  }

  public StoreProblem.Kind kind() {
    return problems.get(0).kind();
  }
}
