package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.export.ExportFiles;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.WriteOperation;

/** How long an export lives, what is given of it and what is told of it. */
class ExportJobTest extends ExportingTest {

  @Autowired ExportFiles exports;
  @Autowired FhirStores stores;
  @Autowired PlatformTransactionManager transactions;

  @Value("${xiangqiao.data-directory}")
  private Path data;

  @Test
  void fileIsGivenWholePackedOrFromAByteOn() throws Exception {
    post(resident("卞"));
    JsonNode manifest = finished(kickOff("/$export?_type=Patient")).json();
    String url = manifest.at("/output/0/url").asText();
    Reply whole = county("GET", url, null);
    byte[] bytes = whole.response().body();
    assertThat(whole.header("Content-Type")).isEqualTo("application/fhir+ndjson");
    assertThat(whole.header("Content-Length")).isEqualTo(String.valueOf(bytes.length));
    assertThat(whole.text().lines().count()).isEqualTo(manifest.at("/output/0/count").asLong());
    assertThat(county("HEAD", url, null).header("Content-Length"))
        .isEqualTo(String.valueOf(bytes.length));

    Reply packed = county("GET", url, null, "Accept-Encoding", "gzip");
    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(
            new GZIPInputStream(new ByteArrayInputStream(packed.response().body())).readAllBytes())
        .isEqualTo(bytes);

    Reply rest = county("GET", url, null, "Range", "bytes=10-");
    assertThat(rest.status()).isEqualTo(206);
    assertThat(rest.header("Content-Range"))
        .isEqualTo("bytes 10-" + (bytes.length - 1) + "/" + bytes.length);
    assertThat(rest.response().body()).isEqualTo(Arrays.copyOfRange(bytes, 10, bytes.length));
    assertThat(county("GET", url, null, "Range", "bytes=" + bytes.length + "-").status())
        .isEqualTo(416);
    refusal(county("GET", url + "x", null), 404, "export-unknown");
  }

  @Test
  void trailTellsWhoTookHowMuch() throws Exception {
    post(resident("亓"));
    JsonNode manifest = finished(kickOff("/$export?_type=Patient")).json();
    county("GET", manifest.at("/output/0/url").asText(), null);
    String job = begun.get(0).substring(begun.get(0).lastIndexOf('/') + 1);
    String count = manifest.at("/output/0/count").asText();
    assertThat(
            new JdbcTemplate(database)
                .queryForList(
                    "select interaction || ' ' || resource_type || ' ' || query from audit_trail"
                        + " where client = 'emr-77' and status = 200 and query like ?"
                        + " order by audit_id",
                    String.class,
                    "%job=" + job + "%"))
        .contains(
            "$export-status  job=" + job + "&Patient=" + count,
            "$export-file Patient job=" + job + "&file=Patient.1.1.ndjson&count=" + count);
    assertThat(
            new JdbcTemplate(database)
                .queryForObject(
                    "select count(*) from audit_trail where interaction = '$export'"
                        + " and query = ?",
                    Integer.class,
                    "_type=Patient&job=" + job))
        .isOne();
  }

  @Test
  void givenUpOrExpiredFreesTheDiskAndTooManyHaveToWait() throws Exception {
    post(resident("阙"));
    finished(kickOff("/$export?_type=Patient"));
    Path files = files(begun.get(0));
    assertThat(files).isNotEmptyDirectory();
    assertThat(county("DELETE", begun.get(0), null).status()).isEqualTo(202);
    assertThat(files).doesNotExist();
    refusal(county("GET", begun.get(0), null), 404, "export-unknown");

    finished(kickOff("/$export?_type=Patient"));
    Path expired = files(begun.get(1));
    new JdbcTemplate(database)
        .update(
            "update export_job set expires_at = now() - interval '1 second' where job_id = ?::uuid",
            expired.getFileName().toString());
    refusal(county("GET", begun.get(1), null), 404, "export-unknown");
    exports.sweep();
    assertThat(expired).doesNotExist();

    finished(kickOff("/$export?_type=Patient"));
    Path discarded = files(begun.get(2));
    assertThat(exports.discard(77, Set.of("Immunization"))).isZero();
    assertThat(discarded).exists();
    assertThat(exports.discard(77, Set.of("Patient", "Immunization"))).isEqualTo(1);
    assertThat(discarded).doesNotExist();

    try (Connection holder = locked("resource_patient")) {
      Reply one = kickOff("/$export?_type=Patient");
      kickOff("/$export?_type=Patient");
      Reply third = county("GET", "/$export?_type=Patient", null, "Prefer", "respond-async");
      refusal(third, 429, "export-too-many");
      assertThat(third.header("Retry-After")).isNotBlank();
      until(Duration.ofSeconds(20), () -> waiting("resource_patient") > 0);
      Reply running = county("GET", one.header("Content-Location"), null);
      assertThat(running.status()).isEqualTo(202);
      assertThat(running.header("X-Progress")).isNotBlank();
      assertThat(county("DELETE", one.header("Content-Location"), null).status()).isEqualTo(202);
      Reply another = kickOff("/$export?_type=Patient");
      assertThat(another.status()).isEqualTo(202);
      holder.rollback();
    }
    for (String status : begun.subList(4, 6)) {
      finished(status);
    }
    until(
        Duration.ofSeconds(20),
        () -> {
          exports.sweep();
          return !Files.exists(files(begun.get(3)));
        });
  }

  /** One that began beside an erasure would read what the erasure takes away when it commits. */
  @Test
  void noneBeginsWhileDataIsErased() throws Exception {
    String erased = post(resident("厍"));
    String kept = post(resident("厍"));
    ExecutorService client = Executors.newSingleThreadExecutor();
    try {
      Future<Reply> asked =
          new TransactionTemplate(transactions)
              .execute(
                  status -> {
                    stores
                        .store()
                        .write(
                            new Caller(77, "eraser", "", "request"),
                            List.of(new WriteOperation.Delete("Patient", erased, null, null)));
                    exports.discard(77, Set.of("Patient"));
                    Future<Reply> begins =
                        client.submit(
                            () ->
                                county(
                                    "GET",
                                    "/$export?_type=Patient",
                                    null,
                                    "Prefer",
                                    "respond-async"));
                    awaitBegunOrWaiting(begins);
                    return begins;
                  });
      JsonNode manifest = finished(accepted(asked.get())).json();
      assertThat(ids(lines(manifest, "output", "Patient"))).contains(kept).doesNotContain(erased);
    } finally {
      client.shutdown();
    }
  }

  private void awaitBegunOrWaiting(Future<Reply> begins) {
    try {
      until(Duration.ofSeconds(20), () -> begins.isDone() || advisoryLockWaited());
      if (begins.isDone()) {
        finished(begins.get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path files(String status) {
    return data.resolve("export").resolve(status.substring(status.lastIndexOf('/') + 1));
  }
}
