package org.xiangqiao.server.gate;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metric {@code xiangqiao.validation.findings} by sender, type, rule and outcome. After so many
 * combinations further senders and rules count together: a registry must not grow without end.
 */
final class FindingMeters {

  private static final String NAME = "xiangqiao.validation.findings";
  private static final String OTHER = "other";
  static final int MOST = 2000;

  private final MeterRegistry meters;
  private final Set<List<String>> known = ConcurrentHashMap.newKeySet();

  FindingMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  void count(String sender, String type, String rule, String outcome) {
    List<String> own = List.of(sender, type, rule, outcome);
    boolean counted = known.contains(own) || known.size() < MOST && known.add(own);
    meters
        .counter(
            NAME,
            "sender",
            counted ? sender : OTHER,
            "type",
            type,
            "rule",
            counted ? rule : OTHER,
            "outcome",
            outcome)
        .increment();
  }
}
