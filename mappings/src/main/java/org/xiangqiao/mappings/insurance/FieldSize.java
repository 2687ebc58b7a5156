package org.xiangqiao.mappings.insurance;

/**
 * Length of a text, or digits of a number.
 *
 * @param length characters of a text, all digits of a number; 0 when not known
 * @param scale digits after the point; 0 for texts and whole numbers
 */
public record FieldSize(int length, int scale) {

  public static final FieldSize UNKNOWN = new FieldSize(0, 0);

  public FieldSize {
    if (length < 0 || scale < 0 || scale > length) {
      throw new IllegalArgumentException(length + "," + scale + " is no size of a field");
    }
  }

  public boolean known() {
    return length > 0;
  }

  /** Digits before the point of a number. */
  public int wholeDigits() {
    return length - scale;
  }

  /**
   * {@code 30}, {@code 16,2} or empty.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static FieldSize parse(String text) {
    if (text.isEmpty()) {
      return UNKNOWN;
    }
    String[] parts = text.split(",", 2);
    return new FieldSize(
        Integer.parseInt(parts[0].strip()),
        parts.length == 1 ? 0 : Integer.parseInt(parts[1].strip()));
  }

  @Override
  public String toString() {
    return !known() ? "" : scale == 0 ? String.valueOf(length) : length + "," + scale;
  }
}
