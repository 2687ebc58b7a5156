package org.xiangqiao.terminology.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The hierarchy of a table is made in short transactions: others see them commit, and who takes
 * over comes to the same end.
 */
class LoadStepsTest {

  private static final int ROWS = 1_000;

  private static OpenTables tables;

  @BeforeAll
  static void open() {
    tables = new OpenTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  /** Each ten below one, and every hundredth below something that is not there. */
  private static byte[] table(boolean orphans) {
    StringBuilder rows = new StringBuilder("code,display,parent\n");
    for (int i = 0; i < ROWS; i++) {
      String parent = i < 10 ? "" : orphans && i % 100 == 99 ? "Q" + i : "C" + i / 10;
      rows.append("C").append(i).append(",第").append(i).append("条,").append(parent).append('\n');
    }
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int ancestors(LoadJob job, int distance) {
    return tables.jdbc.queryForObject(
        "select count(*) from code_concept_ancestor where version_key = ? and distance = ?",
        Integer.class,
        job.versionKey(),
        distance);
  }

  /** Says yes when some, not all, of a level is there for others to see. */
  private static BooleanSupplier within(LoadJob job, int distance, int whole) {
    return () -> {
      int there = ancestors(job, distance);
      return there > 0 && there < whole;
    };
  }

  private static void assertWhole(LoadJob job) {
    // 10 to 999 lie below something, 100 to 999 two levels down; twice below nothing.
    assertThat(List.of(ancestors(job, 1), ancestors(job, 2), ancestors(job, 3)))
        .containsExactly(990, 900, 0);
    assertThat(tables.job(job.id()).state()).isEqualTo("done");
  }

  private static LoadJob begin(String name, LoadOptions options, boolean orphans) {
    tables.begin("http://example.org/" + name, "1", options, table(orphans));
    return tables.lease.take().orElseThrow();
  }

  private static LoadJob again(UUID id) {
    tables.jdbc.update(
        "update code_system_load set lease_until = '-infinity' where job_id = ?", id);
    return tables.lease.take().orElseThrow();
  }

  @Test
  void aServerThatStopsInTheMiddleOfALevelGoesOnLater() {
    LoadJob job = begin("stopped", OpenTables.options("csv"), false);
    assertThat(tables.run.run(job, within(job, 2, 900))).isEqualTo(LoadRun.End.STOPPED);
    assertThat(ancestors(job, 2)).isBetween(1, 899);
    assertThat(tables.run.run(again(job.id()), () -> false)).isEqualTo(LoadRun.End.DONE);
    assertWhole(job);
  }

  @Test
  void whoTakesOverEndsItAndTheFormerWorkerHarmsNothing() {
    LoadJob job = begin("taken", OpenTables.options("csv"), false);
    BooleanSupplier middle = within(job, 1, 990);
    AtomicBoolean taken = new AtomicBoolean();
    LoadRun.End former =
        tables.run.run(
            job,
            () -> {
              if (middle.getAsBoolean() && taken.compareAndSet(false, true)) {
                assertThat(tables.run.run(again(job.id()), () -> false))
                    .isEqualTo(LoadRun.End.DONE);
              }
              return false;
            });
    assertThat(taken).isTrue();
    assertThat(former).isEqualTo(LoadRun.End.LOST);
    assertWhole(job);
  }

  @Test
  void noWriterIsLeftOpenBetweenTheSteps() {
    LoadJob job = begin("open", OpenTables.options("csv"), false);
    int[] steps = {0};
    tables.run.run(
        job,
        () -> {
          steps[0]++;
          assertThat(
                  tables.jdbc.queryForObject(
                      "select count(*) from pg_stat_activity where backend_xid is not null"
                          + " and datname = current_database() and pid <> pg_backend_pid()",
                      Integer.class))
              .isZero();
          return false;
        });
    // Ten batches, and ten slices of the check and of each level.
    assertThat(steps[0]).isGreaterThan(40);
    assertWhole(job);
  }

  @Test
  void rowsWithoutTheirParentAreReportedOnceHoweverOftenItIsBegun() {
    LoadOptions options = OpenTables.options("csv", "\"orphans\":\"root\"");
    LoadJob job = begin("orphans", options, true);
    String noted = "select count(*) from code_system_problem where job_id = ?";
    BooleanSupplier some =
        () -> {
          int there = tables.jdbc.queryForObject(noted, Integer.class, job.id());
          return there > 2 && there < 9;
        };
    assertThat(tables.run.run(job, some)).isEqualTo(LoadRun.End.STOPPED);
    assertThat(tables.run.run(again(job.id()), () -> false)).isEqualTo(LoadRun.End.DONE);
    assertThat(tables.jobs.problems(job.id(), 0, 100))
        .extracting(each -> each.rule() + " " + each.arguments().get(0))
        .containsExactly(
            "row-orphan C99",
            "row-orphan C199",
            "row-orphan C299",
            "row-orphan C399",
            "row-orphan C499",
            "row-orphan C599",
            "row-orphan C699",
            "row-orphan C799",
            "row-orphan C899",
            "row-orphan C999");
    assertThat(tables.job(job.id()).refused()).isZero();
  }

  @Test
  void aRowThatIsRefusedForItsParentCountsOnceHoweverOftenItIsBegun() {
    LoadOptions options = OpenTables.options("csv", "\"lenient\":true");
    LoadJob job = begin("lenient", options, true);
    assertThat(tables.run.run(job, () -> tables.job(job.id()).refused() == 4))
        .isEqualTo(LoadRun.End.STOPPED);
    assertThat(tables.run.run(again(job.id()), () -> false)).isEqualTo(LoadRun.End.DONE);
    assertThat(tables.job(job.id()).refused()).isEqualTo(10);
    assertThat(tables.jobs.problems(job.id(), 0, 100)).hasSize(10);
  }
}
