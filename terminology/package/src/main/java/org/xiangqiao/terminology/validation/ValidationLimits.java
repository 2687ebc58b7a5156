package org.xiangqiao.terminology.validation;

/**
 * What a resource may cost. Beyond a limit the finding says so, and the resource counts as invalid.
 *
 * @param depth objects inside objects
 * @param elements values and objects in all
 * @param findings that are told; the last then says that there are more
 * @param text characters that a rule's regular expression may look at
 */
public record ValidationLimits(int depth, int elements, int findings, int text) {

  public ValidationLimits {
    positive("depth", depth);
    positive("elements", elements);
    positive("findings", findings);
    positive("text", text);
  }

  /** For a township's kind of machine: refused within 100 ms. */
  public static ValidationLimits ordinary() {
    return new ValidationLimits(64, 50_000, 500, 100_000);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
  }
}
