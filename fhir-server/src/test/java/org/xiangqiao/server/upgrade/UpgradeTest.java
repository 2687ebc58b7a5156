package org.xiangqiao.server.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.feed.ChangeFeed;
import org.xiangqiao.store.feed.FeedEntry;
import org.xiangqiao.store.feed.FeedPosition;

/**
 * A database of the release before, dumped by {@link ReleaseDumpMaker}, opened by this one: the
 * start migrates and checks it, nothing is lost, and work goes on.
 */
class UpgradeTest {

  private static final TestClient OPERATOR = TestClient.es384("operator");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Caller CALLER = new Caller(1, "upgrade", "", "upgrade");

  /** What must be the same afterwards, whatever later releases do with their columns. */
  private static final List<String> KEPT =
      List.of(
          "select count(*)::text from exchange_message",
          "select string_agg(message_id::text || state, ',' order by message_id) from exchange_message",
          "select count(*)::text from outbox_message",
          "select count(*)::text from outbox_lane",
          "select count(*)::text from audit_record",
          "select string_agg(system || value || fhir_id, ',' order by system, value) from business_key",
          "select count(*)::text from change_feed",
          "select count(*)::text from signing_key",
          "select string_agg(epoch::text, ',' order by epoch) from change_epoch where epoch = 1",
          "select md5(hash_key) || md5(cursor_key) from installation");

  private static List<Version> versions;
  private static Map<String, String> before;
  private static SecuredServer server;
  private static String token;

  /** A version as the earlier release stored it; body null for a deletion. */
  private record Version(String type, String id, long version, String body) {}

  @BeforeAll
  static void upgrade() throws IOException {
    String url = TestPostgres.emptyJdbcUrl();
    DataSource database = dataSource(url);
    JdbcTemplate jdbc = new JdbcTemplate(database);
    jdbc.execute(dump());
    versions = versions(jdbc);
    before = kept(jdbc);
    server = SecuredServer.start(url, SecuredServer.client(0, OPERATOR, 1, "system/*.cruds"));
    token = server.token(OPERATOR, "system/*.cruds");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theDumpHoldsAllKinds() {
    assertThat(versions).hasSizeGreaterThan(40);
    assertThat(versions).filteredOn(version -> version.body() == null).isNotEmpty();
    assertThat(versions).filteredOn(version -> version.version() > 1).isNotEmpty();
    assertThat(versions)
        .extracting(Version::type)
        .contains("Patient", "Encounter", "Immunization", "Organization", "Provenance");
    assertThat(before)
        .allSatisfy((query, answer) -> assertThat(answer).as(query).isNotIn(null, "0"));
  }

  @Test
  void everyVersionReadsBackEqual() throws IOException {
    FhirStore store = server.bean(FhirStore.class);
    for (Version version : versions) {
      var read = store.readVersion(CALLER, version.type(), version.id(), version.version());
      assertThat(read).as("%s", version).isPresent();
      if (version.body() == null) {
        assertThat(read.get().deleted()).as("%s", version).isTrue();
      } else {
        assertThat(JSON.readTree(read.get().json())).isEqualTo(JSON.readTree(version.body()));
      }
    }
  }

  @Test
  void ledgerOutboxAuditAndKeysAreWhole() {
    Map<String, String> after = kept(server.jdbc());
    for (String counted : List.of("audit_record", "change_feed", "signing_key")) {
      String query = "select count(*)::text from " + counted;
      assertThat(Long.parseLong(after.remove(query)))
          .as(counted + " goes on")
          .isGreaterThanOrEqualTo(Long.parseLong(before.get(query)));
    }
    assertThat(before).containsAllEntriesOf(after);
  }

  @Test
  void searchesHistoryAndFeedGoOn() {
    Reply found =
        server.get("/fhir/Patient?identifier=http://hospital.example/mrn%7Ckept-1", token);
    assertThat(found.json().at("/entry/0/resource/id").asText()).isEqualTo("kept-1");
    assertThat(server.get("/fhir/Encounter?patient=kept-2", token).json().at("/entry")).hasSize(1);
    assertThat(server.get("/fhir/Patient?name=%E5%8D%87&_count=50", token).json().at("/entry"))
        .extracting(entry -> entry.at("/resource/id").asText())
        .contains("kept-1", "kept-2", "kept-3", "kept-5", "kept-6");
    assertThat(server.get("/fhir/Patient/kept-2/_history", token).json().at("/entry")).hasSize(3);
    assertThat(server.get("/fhir/AuditEvent", token).json().at("/entry")).isNotEmpty();
    List<FeedEntry> feed =
        server.bean(ChangeFeed.class).after(FeedPosition.START, CALLER.tenantId(), 1000);
    assertThat(feed).hasSizeGreaterThanOrEqualTo(versions.size());
  }

  @Test
  void writesGoOnWhereTheyStopped() {
    String body = server.get("/fhir/Patient/kept-3", token).body();
    long version = read(body).at("/meta/versionId").asLong();
    Reply changed =
        server.send(
            "PUT",
            "/fhir/Patient/kept-3",
            body.replace("female", "male"),
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/fhir+json");
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(read(changed.body()).at("/meta/versionId").asLong()).isEqualTo(version + 1);
    assertThat(delete("/fhir/Patient/kept-4").status()).as("a visit refers to it").isEqualTo(409);
    assertThat(delete("/fhir/Encounter/visit-4").status()).isEqualTo(204);
    assertThat(delete("/fhir/Patient/kept-4").status()).isEqualTo(204);
    String owned =
        server
            .jdbc()
            .queryForObject(
                "select min(value) from business_key where system = 'urn:oid:2.16.156.10011.1.3'",
                String.class);
    Reply taken =
        server.post(
            "/fhir/Patient",
            "{\"resourceType\":\"Patient\",\"identifier\":[{\"system\":\"urn:oid:2.16.156.10011.1.3\",\"value\":\""
                + owned
                + "\"}]}",
            token);
    assertThat(taken.status()).as(taken.body()).isEqualTo(409);
  }

  private static Reply delete(String path) {
    return server.send("DELETE", path, null, "Authorization", "Bearer " + token);
  }

  private static List<Version> versions(JdbcTemplate jdbc) {
    List<Version> found = new ArrayList<>();
    for (String type : jdbc.queryForList("select name from resource_type", String.class)) {
      jdbc.query(
          "select fhir_id, version, body from resource_"
              + type.toLowerCase(Locale.ROOT)
              + " where tenant_id = 1",
          row -> {
            found.add(new Version(type, row.getString(1), row.getLong(2), row.getString(3)));
          });
    }
    jdbc.query(
        """
        select t.name, h.fhir_id, h.version, h.body
          from resource_history h join resource_type t using (type_code) where tenant_id = 1
        """,
        row -> {
          found.add(
              new Version(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)));
        });
    return found;
  }

  private static Map<String, String> kept(JdbcTemplate jdbc) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String query : KEPT) {
      answers.put(query, jdbc.queryForObject(query, String.class));
    }
    return answers;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  private static DataSource dataSource(String url) {
    var database = new org.postgresql.ds.PGSimpleDataSource();
    database.setUrl(url);
    database.setUser("postgres");
    return database;
  }

  private static String dump() throws IOException {
    try (var in =
        new GZIPInputStream(UpgradeTest.class.getResourceAsStream("release-0.1-preview.sql.gz"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
