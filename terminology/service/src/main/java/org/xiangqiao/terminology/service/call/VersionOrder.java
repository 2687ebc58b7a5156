package org.xiangqiao.terminology.service.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a version among all others, oldest first: its leading numbers by value ({@code
 * 1.10.0}, {@code 2024-11}), then how it ends, then its text. Every part is totally ordered by
 * itself, so all versions are, of whatever kinds they are.
 */
record VersionOrder(List<String> numbers, Ending ending, List<String> label, String text)
    implements Comparable<VersionOrder> {

  /** What follows the numbers. */
  enum Ending {
    /** {@code 1.0.0-rc1}, by Semantic Versioning 2.0.0, clause 9. */
    PRE_RELEASE,
    NONE,
    OTHER
  }

  /** Only so much of a version is taken apart. */
  private static final int LOOKED_AT = 100;

  private static final Pattern SEMVER =
      Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:-([^+]+))?(?:\\+.*)?", Pattern.DOTALL);
  private static final Pattern NUMBERED =
      Pattern.compile("((?:\\d+(?:[.-]\\d+)*)?)(.*)", Pattern.DOTALL);
  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9.-]+");

  private static final Comparator<String> BY_VALUE =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private static final Comparator<String> BY_PART =
      Comparator.<String>comparingInt(each -> isNumber(each) ? 0 : 1)
          .thenComparing((one, other) -> (isNumber(one) ? BY_VALUE : byText()).compare(one, other));

  private static final Comparator<VersionOrder> OLDEST_FIRST =
      Comparator.comparing(VersionOrder::numbers, byElement(BY_VALUE))
          .thenComparing(VersionOrder::ending)
          .thenComparing(VersionOrder::label, byElement(BY_PART))
          .thenComparing(VersionOrder::text);

  static VersionOrder of(String version) {
    String seen = version.substring(0, Math.min(version.length(), LOOKED_AT));
    Matcher semver = SEMVER.matcher(seen);
    if (semver.matches()) {
      String label = semver.group(2);
      return new VersionOrder(
          parts(semver.group(1)),
          label == null ? Ending.NONE : Ending.PRE_RELEASE,
          parts(label == null ? "" : label),
          version);
    }
    Matcher numbered = NUMBERED.matcher(seen);
    String numbers = numbered.matches() ? numbered.group(1) : "";
    String rest = seen.substring(numbers.length());
    return new VersionOrder(
        parts(numbers), rest.isEmpty() ? Ending.NONE : Ending.OTHER, parts(rest), version);
  }

  /** Numbers, without zeros before them, and what stands between them. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    Matcher part = PART.matcher(text);
    while (part.find()) {
      String found = part.group();
      parts.add(isNumber(found) ? found.replaceFirst("^0+(?=.)", "") : found);
    }
    return parts;
  }

  private static boolean isNumber(String part) {
    return part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }

  private static Comparator<String> byText() {
    return Comparator.naturalOrder();
  }

  /** Element by element; what ends first is less. */
  private static <T> Comparator<List<T>> byElement(Comparator<? super T> order) {
    return (one, other) -> {
      for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
        int compared = order.compare(one.get(i), other.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return Integer.compare(one.size(), other.size());
    };
  }

  @Override
  public int compareTo(VersionOrder other) {
    return OLDEST_FIRST.compare(this, other);
  }
}
