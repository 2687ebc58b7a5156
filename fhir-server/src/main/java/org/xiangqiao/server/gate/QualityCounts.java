package org.xiangqiao.server.gate;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.validation.Finding;

/**
 * Counts what was checked and found until it goes to the ledger, a few seconds later: a refusal
 * must not wait for another transaction. What a killed node had not yet handed over is not counted.
 */
class QualityCounts implements DisposableBean {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final QualityLedger ledger;
  private final KeptFindings kept;
  private final FindingMeters meters;
  private final Clock clock;
  private final int keepDays;
  private final Map<QualityLedger.Line, Long> open = new ConcurrentHashMap<>();

  QualityCounts(
      QualityLedger ledger, KeptFindings kept, MeterRegistry meters, Clock clock, int keepDays) {
    this.kept = kept;
    this.keepDays = keepDays;
    this.ledger = ledger;
    this.meters = new FindingMeters(meters);
    this.clock = clock;
  }

  void checked(Caller caller, String type) {
    add(caller, type, QualityLedger.CHECKED, "");
  }

  /** A rule that one resource breaks several times counts once. */
  void found(Caller caller, String type, WritePolicy policy, List<Finding> findings) {
    String outcome = policy == WritePolicy.REFUSE ? QualityLedger.REFUSED : QualityLedger.TAGGED;
    add(caller, type, outcome, "");
    findings.stream()
        .map(Finding::ruleId)
        .distinct()
        .forEach(
            rule -> {
              add(caller, type, outcome, rule);
              meters.count(caller.client(), type, rule, outcome);
            });
  }

  private void add(Caller caller, String type, String outcome, String rule) {
    LocalDate day = clock.instant().atZone(ZONE).toLocalDate();
    open.merge(
        new QualityLedger.Line(caller.tenantId(), day, caller.client(), type, outcome, rule),
        1L,
        Long::sum);
  }

  /** Hands the counts over; what the database does not take stays for the next time. */
  @Scheduled(fixedDelayString = "PT5S")
  public void flush() {
    Map<QualityLedger.Line, Long> taken = new HashMap<>();
    for (QualityLedger.Line line : List.copyOf(open.keySet())) {
      Long counted = open.remove(line);
      if (counted != null) {
        taken.put(line, counted);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    try {
      ledger.add(taken);
    } catch (RuntimeException failure) {
      taken.forEach((line, number) -> open.merge(line, number, Long::sum));
      throw failure;
    }
  }

  @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT10M")
  public void forget() {
    LocalDate first = clock.instant().atZone(ZONE).toLocalDate().minusDays(keepDays);
    ledger.removeBefore(first);
    kept.removeBefore(first.atStartOfDay(ZONE).toInstant());
  }

  @Override
  public void destroy() {
    flush();
  }
}
