package org.xiangqiao.simulators.emr;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Resident identity numbers (公民身份号码, GB 11643) that belong to nobody: the checksum is right, the
 * area code 99…. is not assigned.
 */
public final class IdentityNumber {

  private static final String AREA = "990123";
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK = "10X98765432";

  private IdentityNumber() {}

  /**
   * @param sequence 0 to 499, unique among those of one birth date and sex
   */
  public static String of(LocalDate birthDate, boolean male, int sequence) {
    int order = sequence * 2 + (male ? 1 : 0);
    String body =
        AREA + birthDate.format(DateTimeFormatter.BASIC_ISO_DATE) + String.format("%03d", order);
    return body + checkDigit(body);
  }

  private static char checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (body.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECK.charAt(sum % 11);
  }
}
