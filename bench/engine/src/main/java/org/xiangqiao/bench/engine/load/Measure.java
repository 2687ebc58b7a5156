package org.xiangqiao.bench.engine.load;

import org.HdrHistogram.Histogram;

/**
 * What clients measured in one turn.
 *
 * @param resources about how many the target held
 * @param latencies microseconds
 */
public record Measure(
    String scenario,
    String target,
    int clients,
    long resources,
    int round,
    long answered,
    long failed,
    double seconds,
    int items,
    Histogram latencies) {

  /** Resources for writes of several, else requests. */
  public double perSecond() {
    return answered * items / seconds;
  }
}
