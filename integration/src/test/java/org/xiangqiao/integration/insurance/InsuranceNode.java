package org.xiangqiao.integration.insurance;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.xiangqiao.integration.insurance.book.PersonDigest;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.clinic.DisputeMarks;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.reconcile.Reconciler;
import org.xiangqiao.integration.insurance.supervise.SupervisionSettings;
import org.xiangqiao.integration.insurance.undo.CancelTasks;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.profile.ProfileReader;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.CodeTables;

/** The insurance bridge of one server node, with a connection pool of its own. */
final class InsuranceNode implements AutoCloseable {

  static final String CENTRE = "H42138100001";
  static final String VILLAGE = "V42138100011";
  static final Caller EMR = new Caller(1, "emr", "centre", "request");
  static final FhirContext FHIR = FhirContext.forR4Cached();

  private static final String PROFILE =
      """
      name: quick
      transport:
        url: '{base}/fsi/api/rsfComIfsService/callService'
      receiver:
        system: HIS
        version: 1.0.0
      limits:
        connect: PT1S
        query: %1$s
        step: %1$s
        settle: PT0.05S
      batches: {lines: 2}
      refusals: ['不一致', '不符']
      nothingToUndo: ['没有可撤销的费用明细', '就诊ID不存在', '未办理出院']
      """;

  private static final SupervisionSettings NO_RULES = new SupervisionSettings(null, null);

  final FhirStore store;
  final JdbcTemplate jdbc;
  final StatementCount statements;
  private final HikariDataSource pool;
  private final InsuranceBridge bridge;

  InsuranceNode(String jdbcUrl, URI platform, Duration wait) {
    this(jdbcUrl, platform, wait, 64);
  }

  InsuranceNode(String jdbcUrl, URI platform, Duration wait, int atOnce) {
    this(jdbcUrl, platform, wait, Duration.ofSeconds(1), atOnce, NO_RULES, false);
  }

  /**
   * @param limit how long the platform may take for an answer
   */
  InsuranceNode(String jdbcUrl, URI platform, Duration wait, Duration limit) {
    this(jdbcUrl, platform, wait, limit, 64, NO_RULES, false);
  }

  InsuranceNode(String jdbcUrl, URI platform, Duration wait, SupervisionSettings supervision) {
    this(jdbcUrl, platform, wait, Duration.ofSeconds(1), 64, supervision, false);
  }

  /** One that reverses by itself what nobody learned of. */
  static InsuranceNode reversing(String jdbcUrl, URI platform, Duration wait) {
    return new InsuranceNode(jdbcUrl, platform, wait, Duration.ofSeconds(1), 64, NO_RULES, true);
  }

  private InsuranceNode(
      String jdbcUrl,
      URI platform,
      Duration wait,
      Duration limit,
      int atOnce,
      SupervisionSettings supervision,
      boolean reverseUnknown) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(12);
    pool = new HikariDataSource(config);
    statements = new StatementCount(pool);
    jdbc = new JdbcTemplate(statements);
    store =
        FhirStores.open(
                statements,
                FHIR,
                StoreSettings.defaults(),
                List.of(new CancelTasks(jdbc, claim -> {}), new DisputeMarks(jdbc)))
            .store();
    TransactionTable table = TransactionTable.load();
    InsuranceSettings.Institution centre =
        new InsuranceSettings.Institution(
            1,
            "青石镇卫生院",
            "421381",
            platform,
            "quick",
            null,
            null,
            5000,
            9999,
            new InsuranceSettings.Operator("9001", "自动", "00-00-00-00-00-00", "10.0.0.1"),
            List.of("签到"));
    bridge =
        new InsuranceBridge(
            new InsuranceSettings(
                true,
                wait,
                atOnce,
                Duration.ofMillis(50),
                Duration.ofMinutes(5),
                50,
                Duration.ofSeconds(1),
                Map.of(CENTRE, centre)),
            new ReconciliationSettings(
                false,
                "02:30",
                7,
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                List.of("390"),
                List.of("11"),
                reverseUnknown),
            supervision,
            new ClinicSettings(
                Map.of(VILLAGE, new ClinicSettings.Clinic(1, "石桥村卫生室", CENTRE, false, null))),
            store,
            FHIR,
            jdbc,
            new DataSourceTransactionManager(statements),
            table,
            Dictionaries.shipped(CodeTables.load()),
            name -> new ProfileReader(table).read(PROFILE.formatted(limit)),
            new PersonDigest("one installation".getBytes(StandardCharsets.UTF_8)),
            Clock.systemUTC());
  }

  InsuranceNode work() {
    bridge.start();
    return this;
  }

  ClaimDesk desk() {
    return bridge.desk();
  }

  Reconciler reconciler() {
    return bridge.reconciler();
  }

  String create(Resource resource) {
    return store
        .write(EMR, List.of(new WriteOperation.Create(resource, null, null)))
        .get(0)
        .resource()
        .id();
  }

  ClaimResponse response(StoredResource stored) {
    return FHIR.newJsonParser().parseResource(ClaimResponse.class, stored.json());
  }

  List<String> steps() {
    return jdbc.queryForList(
        "select infno || ' ' || state from insurance_step order by sent_at, case_id, ordinal",
        String.class);
  }

  @Override
  public void close() {
    bridge.close();
    pool.close();
  }
}
