package org.xiangqiao.suites.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.bench.stage.counter.BackendClient;
import org.xiangqiao.bench.stage.counter.CounterNode;
import org.xiangqiao.bench.stage.counter.Resident;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.suites.SuiteTable;

/**
 * The lost-answer campaign: two servers over one database, a platform that fails at random points,
 * and SIGKILL. The platform's own ledger judges: nothing is settled twice, nothing is lost, and
 * both books agree to the cent.
 */
class LostAnswersIT {

  private static final int SIZE = Integer.getInteger("campaign.operations", 1_000);
  private static final long SEED = Long.getLong("campaign.seed", 20261123);
  private static final int KILLS = 10;
  private static final double SHARE = 0.08;
  private static final int BUNDLE = 50;

  /** Large enough that chance leaves nothing out. */
  private static final int WHOLE = 1_000;

  private static final String[] DECIDING = Faults.DECIDING.toArray(String[]::new);

  /** They are killed before optimised code would pay. */
  private static final List<String> KILLED = List.of("-XX:TieredStopAtLevel=1");

  @TempDir static Path folder;

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final BackendClient client = new BackendClient();
  private List<CounterNode> nodes;
  private JdbcTemplate jdbc;
  private Emr emr;
  private Campaign campaign;

  @BeforeEach
  void open() throws Exception {
    String url = TestPostgres.jdbcUrl();
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    jdbc = new JdbcTemplate(database);
    Map<String, String> settings =
        ServerSettings.of(client.registration(), url, platform.url(), folder);
    nodes =
        List.of(
            new CounterNode(logs(), "first", KILLED, settings),
            new CounterNode(logs(), "second", KILLED, settings));
    // The first one writes what an empty database needs.
    nodes.forEach(CounterNode::start);
    emr = new Emr(nodes, client.token(nodes.get(0).port()));
    campaign = new Campaign(SEED, SIZE, emr);
    store();
  }

  private static Path logs() {
    return Path.of("target", "insurance").toAbsolutePath();
  }

  private void store() {
    List<Journey> all = campaign.journeys();
    all.forEach(journey -> platform.insure(journey.resident.person));
    for (int from = 0; from < all.size(); from += BUNDLE) {
      String entries =
          all.subList(from, Math.min(all.size(), from + BUNDLE)).stream()
              .map(journey -> journey.resident.entries())
              .collect(Collectors.joining(","));
      Optional<Emr.Reply> stored =
          emr.post(
              nodes.get(0),
              "/fhir",
              "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}",
              Duration.ofSeconds(60));
      assertThat(stored).isPresent();
      assertThat(stored.get().status()).as(stored.get().body().toString()).isEqualTo(200);
    }
  }

  @AfterEach
  void close() throws Exception {
    for (CounterNode node : nodes) {
      node.close();
    }
    platform.close();
  }

  @Test
  void nothingIsSettledTwiceAndNothingIsLost() throws Exception {
    String seed = "-Dcampaign.seed=" + SEED + " -Dcampaign.operations=" + SIZE;
    Journey between = dieBetweenTwoBatches();
    platform.faults(Faults.everywhere(SHARE));
    campaign.run(KILLS - 1);

    // The platform is well again, and nothing is on its way any more.
    platform.faults(List.of());
    platform.flushLateCommits();
    atRest(seed);
    // What was left to a person: somebody asks.
    campaign.ask(
        identifiers(
            "state = 'needs-person' or case_id in (select new_case from insurance_refund"
                + " where state <> 'done')"));
    atRest(seed);

    Verdict verdict = new Verdict(platform.judge(), jdbc);
    SuiteTable table = verdict.table(campaign.operations(), SEED, KILLS);
    Map<String, Long> late = platform.committedAfterAQuery();
    table.figure("faults", platform.faultCounts());
    table.figure("lateCommits", late);
    table.write();
    LostFiles files = new LostFiles(logs(), platform, jdbc);
    files.write("twice", verdict.twice());
    files.write("here", verdict.lost());
    files.write("there", verdict.missing());
    files.write("amounts", verdict.differing());
    assertThat(verdict.twice()).as("settled twice, " + seed).isEmpty();
    assertThat(verdict.lost()).as("settled there and not here, " + seed).isEmpty();
    assertThat(verdict.missing()).as("booked here and not there, " + seed).isEmpty();
    assertThat(verdict.differing()).as("booked with other amounts, " + seed).isEmpty();
    assertThat(verdict.ourBook()).as("sums of both books, " + seed).isEqualTo(verdict.theirBook());
    assertThat(table.failed()).as(seed).isEmpty();
    assertThat(verdict.refundsLeft()).as("refunds in part without a Task, " + seed).isEmpty();
    if (SIZE >= WHOLE) {
      assertThat(platform.faultCounts()).as("faults on, " + seed).containsKeys(DECIDING);
      assertThat(late).as("late commits, " + seed).containsKeys("2207", "2208");
    }
    assertThat(reconciled()).as("by 3201, " + seed).isEqualTo(verdict.left().isEmpty());
    assertThat(
            platform.judge().standing().stream()
                .filter(one -> one.localNumber().equals(between.resident.visitNumber)))
        .as("the stay whose node died between two batches, " + seed)
        .singleElement()
        .satisfies(one -> assertThat(one.lines()).hasSize(between.lines()));
  }

  /** A stay of three batches: its node is killed when the first is booked. */
  private Journey dieBetweenTwoBatches() throws Exception {
    Journey stay =
        campaign.journeys().stream()
            .filter(journey -> journey.kind == Journey.Kind.STAYED)
            .findFirst()
            .orElseThrow();
    platform.faults(InsuranceFault.delay(Point.BEFORE, Duration.ofMillis(700)).on("2301").times(3));
    String claim = stay.resident.claim("C" + stay.resident.visitNumber.substring(2), stay.lines());
    CompletableFuture<?> hanging =
        CompletableFuture.runAsync(
            () ->
                emr.post(
                    nodes.get(0),
                    "/fhir/Claim/$submit",
                    stay.resident.handedIn(claim),
                    Duration.ofSeconds(20)));
    await("the first batch is booked")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> count("insurance_step where infno = '2301' and state = 'booked'") == 1);
    campaign.kill(nodes.get(0));
    hanging.join();
    assertThat(count("insurance_step where infno = '2402'")).isZero();
    return stay;
  }

  private void atRest(String seed) {
    await("every case rests, " + seed)
        .atMost(Duration.ofSeconds(120))
        .until(
            () ->
                count("insurance_case where open") == 0
                    && count(
                            "insurance_refund where state in"
                                + " ('requested', 'cancelling', 'resettling')")
                        == 0);
  }

  private long count(String from) {
    return jdbc.queryForObject("select count(*) from " + from, Long.class);
  }

  private List<String> identifiers(String which) {
    return jdbc.queryForList(
        "select split_part(business_key, '|', 2) from insurance_case where kind = 'claim' and "
            + which,
        String.class);
  }

  /** Whether every day is balanced. */
  private boolean reconciled() {
    boolean balanced = true;
    for (String day :
        jdbc.queryForList("select distinct day::text from insurance_booking", String.class)) {
      String asked =
          """
          {"resourceType":"Parameters","parameter":[
            {"name":"institution","valueString":"%s"},{"name":"day","valueDate":"%s"}]}"""
              .formatted(Resident.CENTRE, day);
      balanced &=
          await("the day is compared")
              .atMost(Duration.ofSeconds(60))
              .until(() -> reconciled(asked), state -> !state.equals("under-way"))
              .equals("balanced");
    }
    return balanced;
  }

  private String reconciled(String asked) {
    Emr.Reply reply =
        emr.post(new Random(), "/fhir/PaymentReconciliation/$insurance-reconcile", asked)
            .orElseThrow();
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    return reply.body().at("/parameter/0/valueCode").asText();
  }
}
