package org.xiangqiao.bench.oracle.query;

/**
 * One condition of a search.
 *
 * @param name parameter with its modifier or chain
 * @param feature what it tries, such as {@code token:not} or {@code date ge}
 * @param date if the value is of a date parameter, perhaps at the end of a chain
 */
public record Criterion(String name, String value, String feature, boolean date) {

  public Criterion(String name, String value, String feature) {
    this(name, value, feature, feature.startsWith("date "));
  }

  Criterion under(String prefix, String outerFeature) {
    return new Criterion(prefix + name, value, outerFeature, date);
  }
}
