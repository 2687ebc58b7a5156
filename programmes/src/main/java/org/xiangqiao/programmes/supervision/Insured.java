package org.xiangqiao.programmes.supervision;

import java.time.LocalDate;

/** The patient (参保人), as far as rules must know; what is not known is null. */
public record Insured(Sex sex, LocalDate birth, LocalDate death) {

  /** GB/T 2261.1. */
  public enum Sex {
    MALE,
    FEMALE
  }
}
