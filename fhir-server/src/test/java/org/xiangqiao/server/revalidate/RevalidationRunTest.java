package org.xiangqiao.server.revalidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;
import static org.xiangqiao.store.OpenStore.patient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import org.xiangqiao.server.revalidate.Asked.Kind;
import org.xiangqiao.server.revalidate.ReportLine.Key;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.export.VersionPages;
import org.xiangqiao.terminology.validation.Finding;

/** Takers of a job on a real database: killed, taken over from, cancelled. */
class RevalidationRunTest {

  private static final int EXAMPLES = 3;
  private static final Key RESOURCES = new Key("Patient", "", "", "");
  private static final Key RULE = new Key("Patient", "", "urn:p", "odd-1");

  private OpenStore open;
  private RevalidationTable table;
  private final List<String> checked = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  @BeforeEach
  void begin() {
    open = OpenStore.open();
    table = table();
  }

  @AfterEach
  void end() {
    open.close();
  }

  @Test
  void goesOnWhereAKilledNodeWasAndCountsNothingTwice() {
    List<String> there = patients(25);
    UUID id = begun();
    RevalidationJob first = table.take().orElseThrow();
    killedAfter(first, 2);
    assertThat(checked).hasSize(8);
    assertThat(table.take()).as("its lease has not run out").isEmpty();

    leaseRunsOut();
    RevalidationJob second = table().take().orElseThrow();
    assertThat(second.attempt()).isEqualTo(2);
    run(second);

    assertThat(checked).containsExactlyElementsOf(there);
    RevalidationView view = table.find(CALLER.tenantId(), id).orElseThrow();
    assertThat(view.done()).isTrue();
    assertThat(view.checked()).isEqualTo(25);
    assertThat(view.broken()).isEqualTo(13);
    assertThat(table.lines(id)).extracting(ReportLine::key).containsExactly(RESOURCES, RULE);
    assertThat(table.lines(id).get(0).checked()).isEqualTo(25);
    assertThat(table.lines(id).get(0).broken()).isEqualTo(13);
    assertThat(table.lines(id).get(1).broken()).isEqualTo(13);
    assertThat(table.lines(id).get(1).examples())
        .hasSize(EXAMPLES)
        .allMatch(each -> there.contains(each.substring("Patient/".length())));
  }

  /** A node that was only asleep wakes up while another does its work. */
  @Test
  void aFormerTakerCountsNothingMore() {
    patients(25);
    UUID id = begun();
    RevalidationJob first = table.take().orElseThrow();
    killedAfter(first, 1);
    leaseRunsOut();
    run(table().take().orElseThrow());
    List<ReportLine> lines = table.lines(id);

    assertThat(table.alive(first)).isFalse();
    assertThatThrownBy(() -> run(first)).isInstanceOf(Abandoned.class);
    assertThatThrownBy(() -> table.fail(first, "internal")).isInstanceOf(Abandoned.class);
    assertThat(table.lines(id)).isEqualTo(lines);
  }

  @Test
  void aCancelledJobEndsWithItsNextBatch() {
    patients(25);
    UUID id = begun();
    RevalidationJob job = table.take().orElseThrow();
    assertThat(table.remove(CALLER.tenantId() + 1, id)).as("another county's").isFalse();
    assertThatThrownBy(
            () -> run(job, took -> assertThat(table.remove(CALLER.tenantId(), id)).isTrue()))
        .isInstanceOf(Abandoned.class);
    assertThat(checked).hasSize(8);
    assertThat(table.find(CALLER.tenantId(), id)).isEmpty();
    assertThat(open.jdbc().queryForObject("select count(*) from revalidation_line", Long.class))
        .isZero();
  }

  @Test
  void whatIsWrittenLaterIsLeftOut() {
    List<String> there = patients(5);
    begun();
    patients(2);
    run(table.take().orElseThrow());
    assertThat(checked).containsExactlyElementsOf(there);
  }

  @Test
  void aCountyHasOneJobUnderWay() {
    begun();
    assertThat(table.insert(CALLER, asked(), 0)).isEmpty();
    run(table.take().orElseThrow());
    assertThat(table.insert(CALLER, asked(), 0)).isPresent();
  }

  @Test
  void theOldestReportsGo() {
    for (int i = 0; i < 4; i++) {
      begun();
      run(table.take().orElseThrow());
    }
    assertThat(open.jdbc().queryForObject("select count(*) from revalidation_job", Long.class))
        .isEqualTo(2);
  }

  private List<String> patients(int number) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ids.add(open.create(patient()).id());
    }
    return ids;
  }

  private UUID begun() {
    return table.insert(CALLER, asked(), open.opened().exports().start().lastRid()).orElseThrow();
  }

  private static Asked asked() {
    return new Asked(Kind.STORED, List.of("Patient"), null, null, null, null);
  }

  /** Nothing is tidied up: that is what SIGKILL leaves. */
  private void killedAfter(RevalidationJob job, int batches) {
    AtomicInteger left = new AtomicInteger(batches);
    assertThatThrownBy(
            () ->
                run(
                    job,
                    took -> {
                      if (left.decrementAndGet() == 0) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");
  }

  private void leaseRunsOut() {
    open.jdbc().update("update revalidation_job set lease_until = now() - interval '1 s'");
  }

  private void run(RevalidationJob job) {
    run(job, took -> {});
  }

  /** Every other resource breaks a rule, twice. */
  private void run(RevalidationJob job, RevalidationRun.Breath breath) {
    Finding odd =
        new Finding(
            IssueSeverity.ERROR,
            IssueType.INVARIANT,
            "Patient",
            "odd-1",
            "odd",
            List.of(),
            "urn:p");
    new RevalidationRun(
            job,
            table,
            new RevalidationReader(
                new VersionPages(open.dataSource()),
                open.opened().exports(),
                new Senders(open.jdbc())),
            (tenant, type, json) -> {
              checked.add(json.replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1"));
              return turn.getAndIncrement() % 2 == 0 ? List.of(odd, odd) : List.of();
            },
            settings())
        .run(breath);
  }

  private RevalidationTable table() {
    return new RevalidationTable(
        open.jdbc(),
        new TransactionTemplate(new DataSourceTransactionManager(open.dataSource())),
        settings());
  }

  private static RevalidationSettings settings() {
    return new RevalidationSettings(
        true,
        100,
        4,
        DataSize.ofMegabytes(1),
        EXAMPLES,
        100,
        Duration.ofDays(92),
        Duration.ofDays(1),
        1,
        Duration.ofSeconds(30),
        Duration.ofSeconds(1));
  }
}
