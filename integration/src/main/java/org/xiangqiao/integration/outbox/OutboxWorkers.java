package org.xiangqiao.integration.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.xiangqiao.integration.ledger.ExchangeLedger;

/** The workers of all bridges on this node; they start when the application is ready. */
public class OutboxWorkers implements SmartLifecycle {

  /** How long a stop waits for calls that are under way. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<OutboxWorker> workers;

  public OutboxWorkers(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ExchangeLedger ledger,
      Collection<? extends Bridge> bridges,
      OutboxSignal signal,
      OutboxMeters meters) {
    OutboxLanes lanes = new OutboxLanes(jdbc, transactions, ledger);
    workers =
        bridges.stream()
            .map(bridge -> new OutboxWorker(bridge, lanes, signal, meters, PATIENCE))
            .toList();
  }

  /** Camel's routes run only after the context is refreshed, so not earlier. */
  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    start();
  }

  @Override
  public boolean isAutoStartup() {
    return false;
  }

  @Override
  public void start() {
    workers.forEach(OutboxWorker::start);
  }

  @Override
  public void stop() {
    workers.parallelStream().forEach(OutboxWorker::close);
  }

  @Override
  public boolean isRunning() {
    return workers.stream().anyMatch(OutboxWorker::isRunning);
  }
}
