package org.xiangqiao.integration.insurance.desk;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Takes numbers of persons out of the platform's texts (脱敏): those that are known of this person,
 * and what looks like the number of any other.
 */
public final class Masking {

  private static final String MASK = "***";

  /** Shorter ones are found in any text. */
  private static final int SHORTEST = 4;

  /** Card and identity numbers, and with digits only also telephones and person numbers. */
  private static final Pattern SHAPES =
      Pattern.compile("[0-9A-Za-z]{12,}|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{7,}");

  private final List<String> known;

  /**
   * @param known numbers of the person; nulls are passed over
   */
  public Masking(Collection<String> known) {
    this.known =
        known.stream()
            .filter(Objects::nonNull)
            .filter(value -> value.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  public String masked(String text) {
    String masked = text;
    for (String value : known) {
      masked = masked.replace(value, MASK);
    }
    return SHAPES.matcher(masked).replaceAll(MASK);
  }
}
