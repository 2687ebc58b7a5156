package org.xiangqiao.terminology.validation;

import java.util.List;

/** A profile that is known and cannot be used: no resource is accepted by it. */
public final class UnusableProfileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Reason> reasons;

  /**
   * Why.
   *
   * @param rule key of the words
   * @param args of the words, the profile first, then the element
   */
  public record Reason(String rule, List<String> args) {

    public Reason {
      args = List.copyOf(args);
    }
  }

  /** {@code reasons} must not be empty. */
  public UnusableProfileException(List<Reason> reasons) {
    super(reasons.get(0).rule());
    this.reasons = List.copyOf(reasons);
  }

  public List<Reason> reasons() {
    return reasons;
  }
}
