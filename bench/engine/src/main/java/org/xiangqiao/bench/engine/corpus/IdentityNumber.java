package org.xiangqiao.bench.engine.corpus;

/** Resident identity numbers (公民身份号码, GB 11643) of area codes 99…., which nobody has. */
final class IdentityNumber {

  static final String SYSTEM = "urn:oid:2.16.156.10011.1.3";

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private IdentityNumber() {}

  /** One for each number below ten millions; the day of birth is not the patient's. */
  static String of(long number) {
    String digits =
        "99%04d19%02d0101%03d"
            .formatted(number / 1000 % 10_000, 30 + number / 10_000_000 % 70, number % 1000);
    int sum = 0;
    for (int place = 0; place < WEIGHTS.length; place++) {
      sum += WEIGHTS[place] * (digits.charAt(place) - '0');
    }
    return digits + CHECKS.charAt(sum % 11);
  }
}
