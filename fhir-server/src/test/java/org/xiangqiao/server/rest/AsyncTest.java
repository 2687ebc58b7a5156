package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.rest.async.AsyncRequests;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.WriteOperation;

/** Prefer: respond-async. R4 async.html. */
class AsyncTest extends RestServerTest {

  private static final String[] LATER = {"Prefer", "respond-async"};

  @Autowired AsyncRequests requests;
  @Autowired FhirStores stores;
  @Autowired PlatformTransactionManager transactions;

  @Test
  void searchIsAnsweredLater() throws Exception {
    String id = create(resident("晏"));
    String status;
    try (Connection holder = locked("resource_patient")) {
      status = accepted(get("/Patient?_id=" + id, LATER));
      Reply waiting = get(status);
      assertThat(waiting.status()).isEqualTo(202);
      assertThat(waiting.header("X-Progress")).isNotBlank();
      assertThat(waiting.header("Retry-After")).isNotBlank();
      refusal(get(status + "/answer"), 404, "async-unknown");
      holder.rollback();
    }
    Reply manifest = finished(status);
    assertThat(manifest.header("Content-Type")).startsWith("application/json");
    assertThat(manifest.header("Expires")).isNotBlank();
    assertThat(manifest.json().get("request").asText()).endsWith("/Patient?_id=" + id);
    assertThat(manifest.json().get("requiresAccessToken").asBoolean()).isTrue();
    assertThat(manifest.json().get("transactionTime").asText()).isNotBlank();
    assertThat(manifest.json().get("error")).isEmpty();
    Reply answer = get(manifest.json().at("/output/0/url").asText());
    assertThat(answer.header("Content-Type")).startsWith("application/fhir+json");
    assertThat(answer.json().at("/entry/0/resource/id").asText()).isEqualTo(id);
    assertThat(answer.json()).isEqualTo(get("/Patient?_id=" + id).json());
    assertThat(get(status, "Accept", "application/fhir+json").json()).isEqualTo(answer.json());
    assertThat(send("HEAD", status + "/answer", null).header("Content-Length"))
        .isEqualTo(String.valueOf(answer.response().body().length));
    assertThat(
            new JdbcTemplate(database)
                .queryForObject(
                    "select count(*) from audit_trail where patients @> array[?]::text[]"
                        + " and interaction = 'get'",
                    Integer.class,
                    id))
        .isPositive();
  }

  @Test
  void formHistoryAndTransactionAreToo() throws Exception {
    String id = create(resident("柴"));
    Reply form =
        send(
            "POST",
            "/Patient/_search?_format=xml",
            "_id=" + id,
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Prefer",
            "respond-async");
    String found = finished(accepted(form)).json().at("/output/0/url").asText();
    assertThat(get(found).header("Content-Type")).startsWith("application/fhir+xml");
    assertThat(get(found).text()).contains("<id value=\"" + id + "\"");

    String history =
        finished(accepted(get("/Patient/" + id + "/_history", LATER)))
            .json()
            .at("/output/0/url")
            .asText();
    assertThat(get(history).json().get("type").asText()).isEqualTo("history");

    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
            + resident("瞿")
            + ",\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}]}";
    String done =
        finished(accepted(send("POST", "", bundle, "Prefer", "respond-async, return=minimal")))
            .json()
            .at("/output/0/url")
            .asText();
    String location = get(done).json().at("/entry/0/response/location").asText();
    assertThat(get("/" + location).status()).isEqualTo(200);
  }

  /** One that is answered beside an erasure would keep what the erasure takes away. */
  @Test
  void noneIsAcceptedWhileDataIsErased() throws Exception {
    String id = create(resident("库"));
    ExecutorService client = Executors.newSingleThreadExecutor();
    try {
      Future<String> asked =
          new TransactionTemplate(transactions)
              .execute(
                  status -> {
                    stores
                        .store()
                        .write(
                            new Caller(1, "eraser", "", "request"),
                            List.of(new WriteOperation.Delete("Patient", id, null, null)));
                    requests.forgetAll(1);
                    Future<String> begins =
                        client.submit(() -> accepted(get("/Patient?_id=" + id, LATER)));
                    awaitBegunOrWaiting(begins);
                    return begins;
                  });
      String answer = finished(asked.get()).json().at("/output/0/url").asText();
      assertThat(get(answer).json().has("entry")).isFalse();
    } finally {
      client.shutdown();
    }
  }

  private void awaitBegunOrWaiting(Future<String> begins) {
    try {
      until(Duration.ofSeconds(20), () -> begins.isDone() || advisoryLockWaited());
      if (begins.isDone()) {
        finished(begins.get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refusalIsTheAnswerThen() throws Exception {
    String status = accepted(get("/Patient?birthdate=soon", LATER));
    refusal(finished(status), 400, null);
    refusal(
        finished(
            accepted(
                send(
                    "POST",
                    "/",
                    "{\"resourceType\":\"Bundle\",\"type\":\"document\"}",
                    "Prefer",
                    "respond-async"))),
        400,
        "not-a-bundle");
    refusal(
        get("/Patient", "Prefer", "respond-async", "Accept", "text/csv"), 406, "not-acceptable");
  }

  @Test
  void onlyItsClientSeesARequest() throws Exception {
    String status = accepted(get("/Patient?_count=1", LATER));
    refusal(get(status, TENANT, "2"), 404, "async-unknown");
    refusal(send("DELETE", status, null, TENANT, "2"), 404, "async-unknown");
    finished(status);
    refusal(get("/_async/" + java.util.UUID.randomUUID()), 404, "async-unknown");
    refusal(get("/_async/x"), 404, "no-such-address");
    refusal(send("PUT", status, "{}"), 405, "method-not-allowed");
  }

  @Test
  void deleteStopsTheQueryAndForgetsTheAnswer() throws Exception {
    try (Connection holder = locked("resource_slot")) {
      String status = accepted(get("/Slot", LATER));
      until(Duration.ofSeconds(5), () -> waiting("resource_slot") == 1);
      assertThat(send("DELETE", status, null).status()).isEqualTo(202);
      until(Duration.ofSeconds(3), () -> waiting("resource_slot") == 0);
      refusal(get(status), 404, "async-unknown");
      holder.rollback();
    }
    String done = accepted(get("/Slot", LATER));
    finished(done);
    assertThat(send("DELETE", done, null).status()).isEqualTo(202);
    refusal(get(done), 404, "async-unknown");
  }

  @Test
  void oneClientCannotTakeEverything() throws Exception {
    List<String> taken = new ArrayList<>();
    try (Connection holder = locked("resource_slot")) {
      for (int i = 0; i < 4; i++) {
        taken.add(accepted(get("/Slot", "Prefer", "respond-async", TENANT, "77")));
      }
      Reply refused = get("/Slot", "Prefer", "respond-async", TENANT, "77");
      assertThat(refusal(refused, 429, "async-too-many").get("code").asText())
          .isEqualTo("throttled");
      assertThat(refused.header("Retry-After")).isEqualTo("10");
      holder.rollback();
    }
    for (String each : taken) {
      until(Duration.ofSeconds(10), () -> get(each, TENANT, "77").status() == 200);
    }
  }

  @Test
  void whatAStoppedNodeHadTakenIsToldAsLost() throws Exception {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    String id =
        jdbc.queryForObject(
            "insert into async_request (request_id, tenant_id, client, address, expires_at, node,"
                + " alive_at, state) values (gen_random_uuid(), 1, 'emr-1', 'x',"
                + " now() + interval '1 hour', gen_random_uuid(), now() - interval '2 minutes',"
                + " 'running') returning request_id",
            String.class);
    JsonNode issue = refusal(get("/_async/" + id), 500, "async-lost");
    assertThat(issue.get("code").asText()).isEqualTo("incomplete");
    jdbc.update(
        "update async_request set expires_at = now() - interval '1 second' where request_id ="
            + " ?::uuid",
        id);
    refusal(get("/_async/" + id), 404, "async-unknown");
  }

  private static String accepted(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    assertThat(reply.text()).isEmpty();
    return reply.header("Content-Location");
  }

  private Reply finished(String status) throws InterruptedException {
    until(Duration.ofSeconds(10), () -> get(status).status() != 202);
    return get(status);
  }
}
