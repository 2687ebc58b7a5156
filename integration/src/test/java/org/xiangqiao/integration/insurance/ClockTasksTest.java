package org.xiangqiao.integration.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.InsuranceNode.Access;
import org.xiangqiao.integration.insurance.clock.ClockTasks;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** A person learns that a platform's clock and ours are apart, once, and that it is over. */
class ClockTasksTest {

  private static final Duration APART = Duration.ofMinutes(10);
  private static final Duration LONG = Duration.ofHours(1);

  /** Ours, which somebody sets. */
  private static final class SetClock extends Clock {

    private volatile Duration behind = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().minus(behind);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.offset(Clock.system(zone), behind.negated());
    }
  }

  private final InsurancePlatform platform = InsurancePlatform.start();
  private final SetClock clock = new SetClock();
  private final List<InsuranceNode> nodes = new ArrayList<>();
  private String jdbcUrl;
  private InsuranceNode node;
  private int operators;

  @BeforeEach
  void open() {
    jdbcUrl = TestPostgres.jdbcUrl();
    node = node(clock);
  }

  @AfterEach
  void close() {
    nodes.forEach(InsuranceNode::close);
    platform.close();
  }

  private InsuranceNode node(Clock its) {
    InsuranceNode opened =
        new InsuranceNode(
            jdbcUrl,
            platform.url(),
            Duration.ofSeconds(20),
            new Access("", null, null, null, List.of(), its));
    nodes.add(opened);
    return opened;
  }

  private static ClockTasks tasks(InsuranceNode of, Duration quiet) {
    return new ClockTasks(
        of.watch().clocks(),
        institution -> 1,
        of.store,
        InsuranceNode.FHIR,
        of.jdbc,
        quiet,
        Clock.systemUTC());
  }

  /** Lets the platform tell its time: each new operator is signed in. */
  private void heard(InsuranceNode by) {
    operators++;
    by.lines()
        .of(InsuranceNode.CENTRE)
        .signIn(new Counter("1", "8" + operators, "收费员", "00-11-22-33-44-55", "10.0.0.7"));
  }

  private List<Task> all() {
    return node
        .jdbc
        .queryForList("select distinct task_id from insurance_clock", String.class)
        .stream()
        .map(
            id ->
                InsuranceNode.FHIR
                    .newJsonParser()
                    .parseResource(
                        Task.class,
                        node.store.read(InsuranceNode.EMR, "Task", id).orElseThrow().json()))
        .toList();
  }

  private Task only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  private long stored() {
    return node.jdbc.queryForObject(
        "select count(*) from change_feed where tenant_id = 1 and version = 1", Long.class);
  }

  @Test
  void oneTaskOfAllNodesAsLongAsTheClocksAreApart() {
    clock.behind = APART;
    tasks(node, LONG).look();
    assertThat(all()).as("nothing was heard yet").isEmpty();

    heard(node);
    tasks(node, LONG).look();
    tasks(node, LONG).look();
    InsuranceNode another = node(clock);
    heard(another);
    tasks(another, LONG).look();
    Task told = only();
    assertThat(told.getStatus()).isEqualTo(TaskStatus.REQUESTED);
    assertThat(told.getCode().getCodingFirstRep().getCode()).isEqualTo("clock-skew");
    assertThat(told.getFocus().getIdentifier().getValue()).isEqualTo(InsuranceNode.CENTRE);
    assertThat(told.getDescription())
        .containsPattern("快 (59\\d|60\\d) 秒")
        .containsPattern("(59\\d|60\\d) s ahead");
    assertThat(told.getMeta().getVersionId()).isEqualTo("1");
    assertThat(stored()).isEqualTo(1);

    // A node whose own clock is right does not end what others see.
    InsuranceNode right = node(Clock.systemUTC());
    heard(right);
    tasks(right, LONG).look();
    assertThat(only().getStatus()).isEqualTo(TaskStatus.REQUESTED);
    // Nor does one that was just started and heard nothing.
    tasks(node(clock), Duration.ZERO).look();
    assertThat(only().getStatus()).isEqualTo(TaskStatus.REQUESTED);

    clock.behind = Duration.ZERO;
    heard(node);
    tasks(node, Duration.ZERO).look();
    tasks(node, Duration.ZERO).look();
    Task over = only();
    assertThat(over.getStatus()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(over.getStatusReason().getCodingFirstRep().getCode()).isEqualTo("over");
    assertThat(over.getMeta().getVersionId()).isEqualTo("2");

    clock.behind = APART.negated();
    heard(node);
    tasks(node, LONG).look();
    assertThat(only().getDescription()).contains("s behind");
    assertThat(only().getId()).isNotEqualTo(over.getId());
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void whoEndedItIsNotToldAgainBeforeTheClocksHaveAgreed() {
    clock.behind = APART;
    heard(node);
    tasks(node, LONG).look();
    Task ended = only().setStatus(TaskStatus.CANCELLED);
    node.store.write(
        InsuranceNode.EMR, List.of(new WriteOperation.Update(ended, null, null, null)));

    tasks(node, LONG).look();
    assertThat(stored()).isEqualTo(1);

    clock.behind = Duration.ZERO;
    heard(node);
    tasks(node, Duration.ZERO).look();
    assertThat(only().getStatus()).isEqualTo(TaskStatus.CANCELLED);

    clock.behind = APART;
    heard(node);
    tasks(node, LONG).look();
    assertThat(stored()).isEqualTo(2);
    assertThat(only().getStatus()).isEqualTo(TaskStatus.REQUESTED);
  }
}
