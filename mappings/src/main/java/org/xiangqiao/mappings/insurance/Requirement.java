package org.xiangqiao.mappings.insurance;

/** Whether a field must be filled. */
public enum Requirement {
  YES,
  NO,
  /** Under conditions that the sources do not print. */
  CONDITIONAL,
  UNKNOWN;

  static Requirement of(String letter) {
    return switch (letter) {
      case "Y" -> YES;
      case "N" -> NO;
      case "C" -> CONDITIONAL;
      case "" -> UNKNOWN;
      default -> throw new IllegalStateException("required is Y, N, C or empty, not " + letter);
    };
  }
}
