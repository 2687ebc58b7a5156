package org.xiangqiao.store;

/** Resident identity numbers (GB 11643) of the unassigned area 99, with a right checksum. */
public final class IdentityNumbers {

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private IdentityNumbers() {}

  public static String of(int serial) {
    String body = "990101" + "19800101" + String.format("%03d", serial % 1000);
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (body.charAt(i) - '0');
    }
    return body + CHECKS.charAt(sum % 11);
  }
}
