package org.xiangqiao.terminology.validation;

/** The port through which validation asks about codes (代码); answers come from memory. */
public interface CodeSets {

  /** What is known about a code. */
  enum Answer {
    YES,
    NO,
    /** The value set or code system is not here in full. */
    UNKNOWN
  }

  /**
   * Whether the value set holds the code.
   *
   * @param valueSet canonical, with or without {@code |version}
   * @param system empty where only the value set can tell it (an element of type code)
   */
  Answer inValueSet(String valueSet, String system, String code);

  /** Whether the code system defines the code. */
  Answer inSystem(String system, String code);

  /** Whether the value set is known at all, even if it cannot be expanded. */
  boolean knows(String valueSet);
}
