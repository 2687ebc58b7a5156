package org.xiangqiao.simulators.emr;

import java.time.LocalDate;

/**
 * A resident (居民) of the simulated township.
 *
 * @param number local EMR number
 * @param identityNumber may be empty for a newborn
 * @param guardian for children, else null
 */
public record Resident(
    String number,
    String family,
    String given,
    boolean male,
    LocalDate birthDate,
    String identityNumber,
    String phone,
    String address,
    Guardian guardian) {

  /** 监护人. */
  public record Guardian(String family, String given, boolean father, String phone) {}

  Resident moved(String newAddress, String newPhone) {
    return new Resident(
        number, family, given, male, birthDate, identityNumber, newPhone, newAddress, guardian);
  }

  boolean child() {
    return guardian != null;
  }
}
