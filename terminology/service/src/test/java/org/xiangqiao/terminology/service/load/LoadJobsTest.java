package org.xiangqiao.terminology.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Uploads that arrive slowly, are cancelled, or were given up. */
class LoadJobsTest {

  private static final String RECEIVING =
      " from code_system_load where state = 'receiving' order by created_at desc limit 1";

  private static OpenTables tables;

  @BeforeAll
  static void open() {
    tables = new OpenTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  /** Gives so many bytes a read, and does something before each. */
  private static InputStream pieces(int pieces, int length, Runnable before) {
    return new InputStream() {
      private int given;

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] into, int from, int most) {
        if (given == pieces) {
          return -1;
        }
        before.run();
        given++;
        int some = Math.min(length, most);
        java.util.Arrays.fill(into, from, from + some, (byte) 'x');
        return some;
      }
    };
  }

  private static UUID load(LoadJobs jobs, String version, InputStream file) throws IOException {
    return jobs.load(
        OpenTables.CALLER, "http://example.org/slow", version, OpenTables.options("csv"), file);
  }

  /** Minutes that the upload under way may stay silent from now on; then only one is left. */
  private static int patience() {
    int minutes =
        tables.jdbc.queryForObject(
            "select round(extract(epoch from expires_at - now()) / 60)::int" + RECEIVING,
            Integer.class);
    tables.jdbc.update(
        "update code_system_load set expires_at = now() + interval '1 minute'"
            + " where state = 'receiving'");
    return minutes;
  }

  @Test
  void anUploadIsKeptAtEachChunk() throws IOException {
    List<Integer> patience = new ArrayList<>();
    UUID id = load(tables.jobs, "1", pieces(4, 1 << 20, () -> patience.add(patience())));
    assertThat(patience).containsExactly(15, 15, 15, 15);
    assertThat(tables.job(id).state()).isEqualTo("waiting");
    tables.jobs.cancel(OpenTables.CALLER, id);
  }

  @Test
  void anUploadIsKeptHoweverSlowlyAChunkComes() throws IOException {
    AtomicLong clock = new AtomicLong();
    LoadJobs slow = new LoadJobs(tables.jdbc, tables.transaction, tables.limits, clock::get);
    List<Integer> patience = new ArrayList<>();
    UUID id =
        load(
            slow,
            "2",
            pieces(
                4,
                10,
                () -> {
                  clock.addAndGet(Duration.ofSeconds(61).toNanos());
                  patience.add(patience());
                }));
    assertThat(patience).containsExactly(15, 15, 15, 15);
    tables.jobs.cancel(OpenTables.CALLER, id);
  }

  @Test
  void anUploadThatIsNotWantedAnyMoreEnds() {
    AtomicLong reads = new AtomicLong();
    InputStream file =
        pieces(
            9,
            1 << 20,
            () -> {
              if (reads.incrementAndGet() == 2) {
                UUID id = tables.jdbc.queryForObject("select job_id" + RECEIVING, UUID.class);
                tables.jobs.cancel(OpenTables.CALLER, id);
              }
            });
    assertThatThrownBy(() -> load(tables.jobs, "3", file))
        .isInstanceOf(SourceProblem.class)
        .hasMessage("load-upload-gone");
    assertThat(reads).hasValue(2);
    // When it was given up at its very end, nobody is told that it is under way.
    InputStream late =
        pieces(
            1,
            10,
            () -> {
              tables.jdbc.update(
                  "update code_system_load set expires_at = now() - interval '1 second'"
                      + " where state = 'receiving'");
              tables.lease.removeExpired();
            });
    assertThatThrownBy(() -> load(tables.jobs, "4", late))
        .isInstanceOf(SourceProblem.class)
        .hasMessage("load-upload-gone");
    assertThat(tables.jdbc.queryForObject("select count(*) from code_system_source", Integer.class))
        .isZero();
  }
}
