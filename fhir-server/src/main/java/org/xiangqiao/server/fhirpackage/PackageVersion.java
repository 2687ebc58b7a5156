package org.xiangqiao.server.fhirpackage;

import java.util.Arrays;

/** Order of package versions: numbers by value, a release after its pre-releases. */
public record PackageVersion(String text) implements Comparable<PackageVersion> {

  @Override
  public int compareTo(PackageVersion other) {
    int[] mine = numbers();
    int[] theirs = other.numbers();
    int byNumber = Arrays.compare(mine, theirs);
    if (byNumber != 0) {
      return byNumber;
    }
    return label().isEmpty() || other.label().isEmpty()
        ? Boolean.compare(label().isEmpty(), other.label().isEmpty())
        : label().compareTo(other.label());
  }

  private int[] numbers() {
    String numbers = text.contains("-") ? text.substring(0, text.indexOf('-')) : text;
    return Arrays.stream(numbers.split("\\."))
        .mapToInt(part -> part.matches("[0-9]{1,9}") ? Integer.parseInt(part) : 0)
        .toArray();
  }

  private String label() {
    return text.contains("-") ? text.substring(text.indexOf('-')) : "";
  }
}
