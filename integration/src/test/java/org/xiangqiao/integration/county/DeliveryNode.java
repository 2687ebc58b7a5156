package org.xiangqiao.integration.county;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.hl7.fhir.r4.model.Immunization;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.integration.ledger.JdbcExchangeLedger;
import org.xiangqiao.integration.outbox.Bridge;
import org.xiangqiao.integration.outbox.OutboxFact;
import org.xiangqiao.integration.outbox.OutboxMeters;
import org.xiangqiao.integration.outbox.OutboxReplay;
import org.xiangqiao.integration.outbox.OutboxSettings;
import org.xiangqiao.integration.outbox.OutboxSignal;
import org.xiangqiao.integration.outbox.OutboxWorkers;
import org.xiangqiao.integration.outbox.OutboxWriter;
import org.xiangqiao.integration.outbox.SendResult;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteOutcome.Effect;

/**
 * The outbox of one server node, with a connection pool of its own, sending over the real route.
 * Its messages carry what identifies a fact and nothing else, so that these tests are about
 * delivery.
 */
final class DeliveryNode implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  final HikariDataSource pool;
  final JdbcTemplate jdbc;
  final TransactionTemplate transaction;
  final JdbcExchangeLedger ledger;
  final OutboxReplay replay;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final OutboxMeters meters;
  private final OutboxWriter writer;
  private final OutboxWorkers workers;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  DeliveryNode(String jdbcUrl, URI platform, OutboxSettings outbox) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(10);
    pool = new HikariDataSource(config);
    jdbc = new JdbcTemplate(pool);
    DataSourceTransactionManager transactions = new DataSourceTransactionManager(pool);
    transaction = new TransactionTemplate(transactions);
    ledger = new JdbcExchangeLedger(jdbc, transactions, Clock.systemUTC());
    OutboxSignal signal = new OutboxSignal();
    replay = new OutboxReplay(jdbc, transactions, ledger, signal);
    writer = new OutboxWriter(jdbc, ledger, List.of(new CountyInterest(1)), signal);
    CountyBridgeSettings settings =
        new CountyBridgeSettings(
            true, platform, 1, Duration.ofSeconds(1), Duration.ofMillis(500), "t", null, outbox);
    camel.addRoutes(new CountyRoute(settings));
    camel.start();
    meters = new OutboxMeters(jdbc, registry);
    Bridge bridge =
        new IdentityBridge(outbox, new CountySender(settings, camel.createProducerTemplate()));
    workers = new OutboxWorkers(jdbc, transactions, ledger, List.of(bridge), signal, meters);
  }

  /** Quick enough for tests. */
  static OutboxSettings quick() {
    return new OutboxSettings(
        3,
        5,
        Duration.ofSeconds(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        10,
        Duration.ofMillis(20),
        Duration.ofMillis(100));
  }

  DeliveryNode work() {
    workers.start();
    return this;
  }

  /** One committed write; {@code beforeCommit} runs while the write's locks are held. */
  void write(Effect effect, String resident, String dose, long version, Runnable beforeCommit) {
    Change change = new Change(effect, "Immunization", dose, version, new Immunization(), resident);
    transaction.executeWithoutResult(
        status -> {
          writer.written(new Caller(1, "emr", "org", "request"), List.of(change));
          beforeCommit.run();
        });
  }

  void write(Effect effect, String resident, String dose, long version) {
    write(effect, resident, dose, version, () -> {});
  }

  @Override
  public void close() {
    workers.stop();
    camel.stop();
    pool.close();
  }

  private record IdentityBridge(OutboxSettings settings, CountySender sender) implements Bridge {

    @Override
    public String partner() {
      return CountyBridgeSettings.PARTNER;
    }

    @Override
    public byte[] prepare(OutboxFact fact) {
      ObjectNode message =
          JSON.createObjectNode()
              .put("messageId", fact.controlId())
              .put("operation", fact.effect())
              .put("recordId", fact.resourceId())
              .put("recordVersion", fact.version());
      message.putObject("resident").put("residentId", fact.lane());
      return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SendResult send(OutboxFact fact, byte[] payload) {
      return sender.send(fact.controlId(), payload);
    }
  }
}
