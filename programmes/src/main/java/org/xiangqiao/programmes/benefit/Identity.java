package org.xiangqiao.programmes.benefit;

import java.time.LocalDate;
import java.util.Objects;

/**
 * An identity of a person that raises the benefit (人员身份类别, psn_idet_type of 1101).
 *
 * @param type code as the county's platform gives it
 * @param from first day
 * @param to last day; null while it lasts
 */
public record Identity(String type, LocalDate from, LocalDate to) {

  public Identity {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(from, "from");
  }

  boolean in(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }
}
