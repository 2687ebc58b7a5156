package org.xiangqiao.integration.insurance;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import org.xiangqiao.integration.insurance.catalogue.CatalogueSettings;
import org.xiangqiao.integration.insurance.catalogue.CodeSystems;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.clinic.DisputeMarks;
import org.xiangqiao.integration.insurance.codes.BilledItems;
import org.xiangqiao.integration.insurance.codes.CodeMapRows;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.FilingDesk;
import org.xiangqiao.integration.insurance.desk.VisitDesk;
import org.xiangqiao.integration.insurance.eligibility.EligibilityDesk;
import org.xiangqiao.integration.insurance.estimate.EstimateSettings;
import org.xiangqiao.integration.insurance.list.ListDesk;
import org.xiangqiao.integration.insurance.reconcile.Reconciler;
import org.xiangqiao.integration.insurance.refund.RefundDesk;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.supervise.SupervisionSettings;
import org.xiangqiao.integration.insurance.trust.SigningSettings;
import org.xiangqiao.integration.insurance.trust.TlsSettings;
import org.xiangqiao.integration.insurance.undo.CancelTasks;
import org.xiangqiao.integration.insurance.undo.LateCancels;
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
      crossDistrict: {districts: ['4213']}
      refusals: ['不一致', '不符']
      nothingToUndo: ['没有可撤销的费用明细', '就诊ID不存在', '未办理出院']
      """;

  private static final QuoteSettings QUOTES =
      new QuoteSettings(Duration.ofMinutes(10), Duration.ofHours(24), true);

  private static final SupervisionSettings NO_RULES = new SupervisionSettings(null, null);

  final FhirStore store;
  final JdbcTemplate jdbc;
  final StatementCount statements;
  final InsuranceSettings settings;
  final MeterRegistry meters = new SimpleMeterRegistry();
  private final HikariDataSource pool;
  private final InsuranceBridge bridge;

  /**
   * What differs from node to node.
   *
   * @param limit how long the platform may take for an answer
   */
  private record Options(
      Duration limit,
      int atOnce,
      SupervisionSettings supervision,
      boolean reverseUnknown,
      QuoteSettings quotes,
      Access access) {

    static final Options USUAL =
        new Options(Duration.ofSeconds(1), 64, NO_RULES, false, QUOTES, Access.USUAL);

    Options access(Access other) {
      return new Options(limit, atOnce, supervision, reverseUnknown, quotes, other);
    }

    Options limit(Duration other) {
      return new Options(other, atOnce, supervision, reverseUnknown, quotes, access);
    }

    Options atOnce(int other) {
      return new Options(limit, other, supervision, reverseUnknown, quotes, access);
    }

    Options supervision(SupervisionSettings other) {
      return new Options(limit, atOnce, other, reverseUnknown, quotes, access);
    }

    Options reversing() {
      return new Options(limit, atOnce, supervision, true, quotes, access);
    }

    Options quotes(QuoteSettings other) {
      return new Options(limit, atOnce, supervision, reverseUnknown, other, access);
    }
  }

  InsuranceNode(String jdbcUrl, URI platform, Duration wait) {
    this(jdbcUrl, platform, wait, Options.USUAL);
  }

  InsuranceNode(String jdbcUrl, URI platform, Duration wait, int atOnce) {
    this(jdbcUrl, platform, wait, Options.USUAL.atOnce(atOnce));
  }

  /**
   * @param limit how long the platform may take for an answer
   */
  InsuranceNode(String jdbcUrl, URI platform, Duration wait, Duration limit) {
    this(jdbcUrl, platform, wait, Options.USUAL.limit(limit));
  }

  InsuranceNode(String jdbcUrl, URI platform, Duration wait, SupervisionSettings supervision) {
    this(jdbcUrl, platform, wait, Options.USUAL.supervision(supervision));
  }

  InsuranceNode(String jdbcUrl, URI platform, Duration wait, QuoteSettings quotes) {
    this(jdbcUrl, platform, wait, Options.USUAL.quotes(quotes));
  }

  /** One that reverses by itself what nobody learned of. */
  static InsuranceNode reversing(String jdbcUrl, URI platform, Duration wait) {
    return new InsuranceNode(jdbcUrl, platform, wait, Options.USUAL.reversing());
  }

  /** What of an institution's line differs from the usual. */
  record Access(
      String moreProfile,
      SigningSettings signing,
      TlsSettings tls,
      URI proxy,
      List<String> organizations,
      Clock clock,
      String secret) {

    Access(
        String moreProfile,
        SigningSettings signing,
        TlsSettings tls,
        URI proxy,
        List<String> organizations,
        Clock clock) {
      this(moreProfile, signing, tls, proxy, organizations, clock, null);
    }

    /** The usual profile with more in it, or a whole one. */
    String profile(Duration limit) {
      return moreProfile.contains("name:") ? moreProfile : PROFILE.formatted(limit) + moreProfile;
    }

    static final Access USUAL = new Access("", null, null, null, List.of(), Clock.systemUTC());
  }

  /** The usual profile with more in it. */
  static String profile(String more) {
    return PROFILE.formatted(Duration.ofSeconds(1)) + more;
  }

  static InsuranceNode withProfile(
      String jdbcUrl, URI platform, Duration wait, String profile, String secret) {
    Access access = new Access(profile, null, null, null, List.of(), Clock.systemUTC(), secret);
    return new InsuranceNode(jdbcUrl, platform, wait, access);
  }

  InsuranceNode(String jdbcUrl, URI platform, Duration wait, Access access) {
    this(jdbcUrl, platform, wait, Options.USUAL.access(access));
  }

  private InsuranceNode(String jdbcUrl, URI platform, Duration wait, Options options) {
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
                List.of(
                    new CancelTasks(jdbc, claim -> {}),
                    new CodeMapRows(jdbc),
                    new BilledItems(jdbc),
                    new DisputeMarks(jdbc)))
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
            options.access().secret(),
            5000,
            9999,
            new InsuranceSettings.Operator("9001", "自动", "00-00-00-00-00-00", "10.0.0.1"),
            List.of("签到"),
            options.access().signing(),
            options.access().tls(),
            options.access().proxy(),
            options.access().organizations());
    settings =
        new InsuranceSettings(
            true,
            wait,
            options.atOnce(),
            Duration.ofMillis(50),
            Duration.ofMinutes(5),
            50,
            Duration.ofSeconds(1),
            Map.of(CENTRE, centre));
    bridge =
        new InsuranceBridge(
            settings,
            new ReconciliationSettings(
                false,
                "02:30",
                7,
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                List.of("390"),
                List.of("11"),
                options.reverseUnknown()),
            options.supervision(),
            new ClinicSettings(
                Map.of(VILLAGE, new ClinicSettings.Clinic(1, "石桥村卫生室", CENTRE, false, null))),
            options.quotes(),
            new EstimateSettings(List.of()),
            store,
            FHIR,
            jdbc,
            new DataSourceTransactionManager(statements),
            table,
            Dictionaries.shipped(CodeTables.load()),
            name -> new ProfileReader(table).read(options.access().profile(options.limit())),
            new PersonDigest("one installation".getBytes(StandardCharsets.UTF_8)),
            new OutcomeMeters(meters),
            options.access().clock());
  }

  InsuranceNode work() {
    bridge.start();
    return this;
  }

  ClaimDesk desk() {
    return bridge.desk();
  }

  LateCancels lateCancels() {
    return bridge.lateCancels();
  }

  VisitDesk visits() {
    return bridge.visits();
  }

  EligibilityDesk eligibility() {
    return bridge.eligibility();
  }

  FilingDesk filings() {
    return bridge.filings();
  }

  ListDesk settlementLists() {
    return bridge.settlementLists();
  }

  RefundDesk refunds() {
    return bridge.refunds();
  }

  /** Catalogues of this node, which fetch at most two rows a page. */
  InsuranceCatalogues catalogues(CodeSystems codes, String... daily) {
    TransactionTable table = TransactionTable.load();
    return new InsuranceCatalogues(
        settings,
        new CatalogueSettings(
            List.of(daily), "00:00", 2, "0", Duration.ofMillis(50), Duration.ofMillis(50)),
        bridge.lines(),
        name -> new ProfileReader(table).read(PROFILE.formatted(Duration.ofSeconds(1))),
        table,
        store,
        FHIR,
        jdbc,
        new DataSourceTransactionManager(statements),
        codes,
        Clock.systemUTC());
  }

  Lines lines() {
    return bridge.lines();
  }

  PlatformWatch watch() {
    return bridge.watch();
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
