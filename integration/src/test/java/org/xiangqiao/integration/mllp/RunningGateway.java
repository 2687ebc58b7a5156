package org.xiangqiao.integration.mllp;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.util.unit.DataSize;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.JdbcExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.LedgerFilter;
import org.xiangqiao.mappings.hl7v2.Hl7v2Acknowledgement;
import org.xiangqiao.mappings.hl7v2.TownshipHl7v2Mapping;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.EmrMessage;
import org.xiangqiao.simulators.emr.MllpClient;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.terminology.CodeTables;

/** The gateway as it runs in the server: real socket, real mapping, real ledger and store. */
final class RunningGateway implements AutoCloseable {

  static final int TENANT = 1;
  static final int MAX_SIZE = 64 * 1024;

  private static final FhirContext FHIR = FhirContext.forR4Cached();

  final int port = freePort();
  final FhirStore store;
  final ExchangeLedger ledger;
  final MllpSteps steps;
  final MllpSettings settings;
  final Partners partners;
  private final HikariDataSource pool;
  private final DefaultCamelContext camel = new DefaultCamelContext();

  RunningGateway(String jdbcUrl) throws Exception {
    this(jdbcUrl, null);
  }

  RunningGateway(String jdbcUrl, MllpSettings.Tls tls) throws Exception {
    pool = new HikariDataSource();
    pool.setJdbcUrl(jdbcUrl);
    pool.setUsername("postgres");
    pool.setMaximumPoolSize(8);
    pool.setConnectionTimeout(2000);
    store = FhirStores.open(pool, FHIR, StoreSettings.defaults(), List.of()).store();
    ledger =
        new JdbcExchangeLedger(
            new JdbcTemplate(pool), new DataSourceTransactionManager(pool), Clock.systemUTC());
    settings =
        new MllpSettings(
            true,
            "127.0.0.1",
            port,
            8,
            6,
            Duration.ofSeconds(20),
            Duration.ofMillis(700),
            DataSize.ofBytes(MAX_SIZE),
            TENANT,
            Duration.ZERO,
            tls);
    partners =
        new Partners(
            List.of(
                partner("qingshi", "青石镇卫生院", "QSEMR", "QINGSHI", List.of()),
                partner("baishui", "白水镇卫生院", "卫康系统", "白水镇卫生院", List.of("127.0.0.0/8")),
                partner("elsewhere", "别处卫生院", "FAREMR", "FAR", List.of("10.9.0.0/16"))));
    steps =
        MllpSteps.build(
            settings,
            partners,
            new TownshipHl7v2Mapping(CodeTables.load()),
            new Hl7v2Acknowledgement(),
            ledger,
            store,
            new JdbcTemplate(pool),
            FHIR,
            new SimpleMeterRegistry(),
            Clock.systemUTC());
    camel.addRoutes(
        new MllpInRoute(steps, new GuardedMllpComponent(settings, steps.brokenFrames(settings))));
    camel.start();
  }

  private static Partner partner(
      String id, String name, String application, String facility, List<String> addresses) {
    return new Partner(
        id, TENANT, new Partner.HealthCentre("org-" + id, name), addresses, application, facility);
  }

  MllpClient client() {
    return new MllpClient("127.0.0.1", port, Duration.ofSeconds(10));
  }

  Answer send(EmrMessage message) throws IOException {
    try (MllpClient client = client()) {
      return Answer.of(client.send(message.bytes()), message.system().charset());
    }
  }

  Answer send(String message) throws IOException {
    try (MllpClient client = client()) {
      return Answer.of(
          client.send(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
  }

  <T extends Resource> List<T> all(Class<T> type, String parameter, String value) {
    return store
        .search(
            new Caller(TENANT, "test", "", "test"),
            new SearchRequest(
                type.getSimpleName(),
                Map.of(parameter, List.of(value), "_count", List.of("500")),
                false))
        .matches()
        .stream()
        .map(stored -> FHIR.newJsonParser().parseResource(type, stored.json()))
        .toList();
  }

  List<LedgerEntry> entries() {
    return ledger.list(
        TENANT, new LedgerFilter(null, "in", null, null, null, null, null, null, 500));
  }

  LedgerEntry entryOf(String controlId) {
    return entries().stream()
        .filter(e -> e.controlId().equals(controlId))
        .findFirst()
        .orElseThrow();
  }

  MllpReplay replay() {
    return new MllpReplay(steps, ledger);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    camel.stop();
    pool.close();
  }
}
