package org.xiangqiao.programmes.supervision;

import java.util.stream.Stream;

/** A drug without its trace code (药品追溯码). */
final class MissingTraceCode implements Check {

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    return evidence.bill().lines().stream()
        .filter(line -> !line.traced() && line.item() != null)
        .filter(
            line ->
                items
                    .of(line, evidence.bill().level())
                    .map(ItemFact::traced)
                    .orElseGet(() -> rule.list("drugs").stream().anyMatch(line.item()::startsWith)))
        .map(line -> Hit.of(line, "udi"));
  }
}
