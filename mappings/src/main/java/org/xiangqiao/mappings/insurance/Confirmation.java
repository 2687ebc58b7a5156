package org.xiangqiao.mappings.insurance;

/**
 * How sure a fact is.
 *
 * @param implementations independent public implementations that have the key; 0 from memory
 * @param shapeElsewhere type and length are those of the same key in another transaction
 */
public record Confirmation(int implementations, boolean shapeElsewhere) {

  /** From two implementations up a fact may refuse a message. */
  public static final int ENOUGH = 2;

  /** That the key exists, and whether it must be filled. */
  public boolean enough() {
    return implementations >= ENOUGH;
  }

  /** Its type and length. */
  public boolean shapeEnough() {
    return enough() && !shapeElsewhere;
  }

  static Confirmation parse(String text) {
    boolean elsewhere = text.endsWith("~");
    String count = elsewhere ? text.substring(0, text.length() - 1) : text;
    return new Confirmation(Integer.parseInt(count), elsewhere);
  }
}
