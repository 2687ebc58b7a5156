package org.xiangqiao.terminology.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large files: memory and transactions stay small, a lease is kept, and a limit is told at once.
 */
class LoadBoundsTest {

  private static OpenTables tables;

  @BeforeAll
  static void open() {
    tables = new OpenTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  private static final String URL = "http://example.org/bounds";

  /** A table of some rows with a long remark each. */
  private static byte[] table(int rows, int length) {
    StringBuilder table = new StringBuilder("code,display,remark\n");
    String remark = "注".repeat(length / 3);
    for (int i = 0; i < rows; i++) {
      table.append("C").append(i).append(",第").append(i).append("条,").append(remark).append('\n');
    }
    return table.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Memory that is in use after a collection. */
  private static long used() {
    System.gc();
    Runtime machine = Runtime.getRuntime();
    return machine.totalMemory() - machine.freeMemory();
  }

  @Test
  void memoryDoesNotGrowWithTheFile() {
    tables.begin(URL, "memory", OpenTables.options("csv"), table(60, 500_000));
    LoadRun run = tables.run(OpenTables.limits(1 << 20, 1 << 20));
    LoadJob job = tables.lease.take().orElseThrow();
    long before = used();
    AtomicLong most = new AtomicLong();
    AtomicInteger looks = new AtomicInteger();
    LoadRun.End end =
        run.run(
            job,
            () -> {
              if (looks.incrementAndGet() % 4 == 1) {
                most.accumulateAndGet(used() - before, Math::max);
              }
              return false;
            });
    assertThat(end).isEqualTo(LoadRun.End.DONE);
    assertThat(tables.job(job.id()).loaded()).isEqualTo(60);
    // 30 MB of a file, read three times; batches of 1 MB.
    assertThat(looks).hasValueGreaterThan(20);
    assertThat(most.get() >> 20).as("MB in use while it is read").isLessThan(12);
  }

  @Test
  void theLeaseIsRenewedWhileNothingIsWrittenYet() {
    tables.begin(URL, "lease", OpenTables.options("csv"), table(1_000, 9_000));
    LoadJob job = tables.lease.take().orElseThrow();
    assertThat(renewals(job, true)).as("while the file is brought and looked at").isGreaterThan(2);
    tables.jdbc.update(
        "update code_system_load set lease_until = '-infinity' where job_id = ?", job.id());
    LoadJob second = tables.lease.take().orElseThrow();
    assertThat(second.rowsDone()).isEqualTo(801);
    assertThat(renewals(second, false)).as("and while rows are passed over").isGreaterThan(5);
    assertThat(tables.job(job.id()).state()).isEqualTo("done");
    assertThat(tables.job(job.id()).loaded()).isEqualTo(1_000);
  }

  /**
   * Lets the lease run out at each look, and counts how often it was renewed before a new batch.
   */
  private static int renewals(LoadJob job, boolean stop) {
    AtomicInteger renewed = new AtomicInteger();
    tables.run.run(
        job,
        () -> {
          LoadJob now = tables.job(job.id());
          int held =
              tables.jdbc.update(
                  "update code_system_load set lease_until = '-infinity'"
                      + " where job_id = ? and lease_until > now()",
                  job.id());
          if (now.rowsDone() == job.rowsDone()) {
            renewed.addAndGet(held);
          }
          return stop && now.rowsDone() > 800;
        });
    return renewed.get();
  }

  @Test
  void aClassOfClamlThatNeverEndsIsRefusedAsARow() {
    StringBuilder classes = new StringBuilder("<ClaML>");
    for (String code : new String[] {"A", "B"}) {
      classes.append("<Class code='").append(code).append("' kind='category'>");
      classes.append("<Rubric kind='preferred'><Label>Name</Label></Rubric>");
      for (int i = 0; code.equals("B") && i < 30; i++) {
        classes.append("<Rubric kind='inclusion'><Label>").append("x".repeat(900));
        classes.append("</Label></Rubric>");
      }
      classes.append("</Class>");
    }
    byte[] file = classes.append("</ClaML>").toString().getBytes(StandardCharsets.UTF_8);
    LoadJob strict = tables.load(URL, "claml", OpenTables.options("claml"), file);
    assertThat(strict.problem()).isEqualTo("load-rows-refused");
    assertThat(tables.jobs.problems(strict.id(), 0, 10))
        .containsExactly(RowProblem.of(2, "Class", "row-class-too-long", 10_000));
    LoadJob lenient =
        tables.load(URL, "claml", OpenTables.options("claml", "\"lenient\":true"), file);
    assertThat(lenient.state()).isEqualTo("done");
    assertThat(lenient.loaded()).isEqualTo(1);
  }

  @Test
  void aFileOf300MegabytesIsRefusedAtTheDoor(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("large.csv");
    byte[] block = table(4, 1 << 18);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long length = 0; length < 300L << 20; length += block.length) {
        out.write(block);
      }
    }
    long kept = kept();
    AtomicLong read = new AtomicLong();
    try (InputStream in = counted(Files.newInputStream(file), read)) {
      assertTooLong(Files.size(file), in);
    }
    assertThat(read).as("bytes read of a file whose length is told").hasValue(0);
    try (InputStream in = counted(Files.newInputStream(file), read)) {
      assertTooLong(-1, in);
    }
    assertThat(read.get() >> 20).as("MB read of one whose length nobody tells").isBetween(8L, 9L);
    assertThat(kept()).as("what is left of it").isEqualTo(kept);
    assertThat(tables.systems.codeSystems(OpenTables.CALLER.tenantId(), URL + "-large")).isEmpty();
  }

  private static void assertTooLong(long length, InputStream in) {
    LoadJobs jobs =
        new LoadJobs(tables.jdbc, tables.transaction, tables.limits.withLongestFile(8 << 20));
    assertThatThrownBy(
            () ->
                jobs.load(
                    OpenTables.CALLER, URL + "-large", "1", OpenTables.options("csv"), length, in))
        .isInstanceOfSatisfying(
            SourceProblem.class,
            refused -> {
              assertThat(refused.rule()).isEqualTo("load-file-too-long");
              assertThat(refused.arguments()).containsExactly("8");
            });
  }

  private static long kept() {
    return tables.jdbc.queryForObject(
        "select (select count(*) from code_system_source) + (select count(*) from code_system_load)"
            + " + (select count(*) from code_system_version where state = 'loading')",
        Long.class);
  }

  private static InputStream counted(InputStream file, AtomicLong read) {
    return new java.io.FilterInputStream(file) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int more = super.read(into, from, length);
        read.addAndGet(Math.max(0, more));
        return more;
      }
    };
  }
}
