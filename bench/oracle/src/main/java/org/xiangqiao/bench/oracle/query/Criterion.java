package org.xiangqiao.bench.oracle.query;

/**
 * One condition of a search.
 *
 * @param name parameter with its modifier or chain
 * @param feature what it tries, such as {@code token:not} or {@code date ge}
 */
public record Criterion(String name, String value, String feature) {

  Criterion under(String prefix, String outerFeature) {
    return new Criterion(prefix + name, value, outerFeature);
  }
}
