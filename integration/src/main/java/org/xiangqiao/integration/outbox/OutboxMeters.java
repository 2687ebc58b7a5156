package org.xiangqiao.integration.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Meters of the outbox: {@code xiangqiao.outbox.send} (time of one call, by outcome), {@code
 * xiangqiao.outbox.messages} (by state), {@code xiangqiao.outbox.lag} (age of the oldest waiting
 * message) and {@code xiangqiao.outbox.breaker} (0 closed, 1 open, 2 half open).
 */
public class OutboxMeters {

  /** Backlog towards one partner, as last counted. */
  public record Backlog(long waiting, long parked, double oldestWaitingSeconds) {

    static final Backlog NONE = new Backlog(0, 0, 0);
  }

  private static final String COUNT =
      """
      select partner, count(*) filter (where state = 'waiting'),
             count(*) filter (where state = 'parked'),
             coalesce(extract(epoch from now() - min(created_at) filter (where state = 'waiting')), 0)
      from outbox_message group by partner
      """;

  private final JdbcTemplate jdbc;
  private final MeterRegistry registry;
  private volatile Map<String, Backlog> backlogs = Map.of();

  public OutboxMeters(JdbcTemplate jdbc, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.registry = registry;
  }

  void register(String partner, PartnerGate gate) {
    gauge("xiangqiao.outbox.messages", partner, "waiting", b -> b.waiting());
    gauge("xiangqiao.outbox.messages", partner, "parked", b -> b.parked());
    Gauge.builder("xiangqiao.outbox.lag", () -> backlog(partner).oldestWaitingSeconds())
        .description("Age of the oldest waiting message")
        .baseUnit("seconds")
        .tag("partner", partner)
        .register(registry);
    Gauge.builder("xiangqiao.outbox.breaker", () -> state(gate))
        .description("0 closed, 1 open, 2 half open")
        .tag("partner", partner)
        .register(registry);
  }

  private void gauge(
      String name,
      String partner,
      String state,
      java.util.function.ToDoubleFunction<Backlog> value) {
    Gauge.builder(name, () -> value.applyAsDouble(backlog(partner)))
        .description("Messages in the outbox")
        .tag("partner", partner)
        .tag("state", state)
        .register(registry);
  }

  private static int state(PartnerGate gate) {
    return switch (gate.state()) {
      case OPEN, FORCED_OPEN -> 1;
      case HALF_OPEN -> 2;
      default -> 0;
    };
  }

  /** As counted at most some seconds ago; also for health checks. */
  public Backlog backlog(String partner) {
    return backlogs.getOrDefault(partner, Backlog.NONE);
  }

  /** Counts here and not at each scrape: a long backlog is counted once for all meters. */
  @Scheduled(fixedDelayString = "${xiangqiao.outbox.count-every:15s}")
  public void count() {
    try {
      Map<String, Backlog> counted = new ConcurrentHashMap<>();
      jdbc.query(
          COUNT,
          row -> {
            counted.put(
                row.getString(1), new Backlog(row.getLong(2), row.getLong(3), row.getDouble(4)));
          });
      backlogs = counted;
    } catch (DataAccessException | TransactionException unreachable) {
      // The last figures stand until the database is back; its own health check tells.
    }
  }

  void sent(OutboxFact fact, SendResult result, long nanos) {
    Timer.builder("xiangqiao.outbox.send")
        .description("Time of one call to a partner")
        .tag("partner", fact.partner())
        .tag("outcome", outcome(result))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private static String outcome(SendResult result) {
    if (result instanceof SendResult.Unavailable silent) {
      return silent.cause();
    }
    return result instanceof SendResult.Delivered ? "delivered" : "refused";
  }
}
