package org.xiangqiao.server.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.simulators.emr.EmrMessage;
import org.xiangqiao.simulators.emr.Township;
import org.xiangqiao.simulators.emr.TownshipEmr;
import org.xiangqiao.simulators.emr.WorkingDay;
import org.xiangqiao.store.TestPostgres;

/**
 * Makes the dump of a release, to be kept beside {@link UpgradeTest}. Not part of the build: before
 * a release, run it by its name and take {@code target/release.sql.gz} over.
 */
class ReleaseDumpMaker {

  private static final TestClient EMR = TestClient.es384("emr");

  @Test
  void make() throws Exception {
    String url = TestPostgres.jdbcUrl();
    int mllp;
    try (ServerSocket free = new ServerSocket(0)) {
      mllp = free.getLocalPort();
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.putAll(SecuredServer.client(0, EMR, 1, "system/*.cruds xiangqiao/admin.clients"));
    properties.put("xiangqiao.mllp.enabled", "true");
    properties.put("xiangqiao.mllp.port", String.valueOf(mllp));
    properties.put("xiangqiao.partners[0].id", "qingshi");
    properties.put("xiangqiao.partners[0].tenant", "1");
    properties.put("xiangqiao.partners[0].organization.id", "qingshi");
    properties.put("xiangqiao.partners[0].organization.name", "青石镇卫生院");
    properties.put("xiangqiao.bridges.county-immunization.enabled", "true");
    properties.put("xiangqiao.bridges.county-immunization.url", "http://127.0.0.1:9");
    try (SecuredServer server = SecuredServer.start(url, properties)) {
      messages(mllp);
      rest(server);
    }
    var database = new org.postgresql.ds.PGSimpleDataSource();
    database.setUrl(url);
    database.setUser("postgres");
    new ReleaseDump(database).writeTo(Path.of("target/release.sql.gz"));
  }

  private static void messages(int port) throws Exception {
    LocalDateTime closing = LocalDate.now().atStartOfDay().minusHours(6);
    List<EmrMessage> messages =
        WorkingDay.messages(
                Township.of(7, 20, closing.toLocalDate()), closing.minusHours(8), closing, 1, 7)
            .stream()
            .limit(24)
            .toList();
    var emr = new TownshipEmr("127.0.0.1", port, 1, Duration.ofSeconds(30), Duration.ofMinutes(2));
    assertThat(emr.send(messages, (message, answer) -> {})).hasSize(messages.size());
  }

  private static void rest(SecuredServer server) {
    String token = server.token(EMR, "system/*.cruds xiangqiao/admin.clients");
    String person =
        """
        {"resourceType":"Patient","id":"%s","name":[{"text":"升级%s","family":"升级"}],"gender":"female",
         "identifier":[{"system":"http://hospital.example/mrn","value":"%s"}],"birthDate":"1980-0%d-01"}""";
    for (int i = 1; i <= 6; i++) {
      String id = "kept-" + i;
      for (String name : List.of("甲", "乙", "丙").subList(0, 1 + i % 3)) {
        put(server, token, "Patient/" + id, person.formatted(id, name, id, i));
      }
      put(
          server,
          token,
          "Encounter/visit-" + i,
          """
          {"resourceType":"Encounter","id":"visit-%d","status":"finished","class":{"code":"AMB"},
           "subject":{"reference":"Patient/%s"},"period":{"start":"2026-03-0%d"}}"""
              .formatted(i, id, i));
    }
    put(
        server,
        token,
        "Organization/gone",
        "{\"resourceType\":\"Organization\",\"id\":\"gone\",\"name\":\"旧\"}");
    assertThat(
            server
                .send("DELETE", "/fhir/Organization/gone", null, "Authorization", "Bearer " + token)
                .status())
        .isEqualTo(204);
    assertThat(server.get("/fhir/Patient?name=升级".replace("升级", "%E5%8D%87"), token).status())
        .isEqualTo(200);
    assertThat(server.get("/fhir/Patient/nobody", token).status()).isEqualTo(404);
  }

  private static void put(SecuredServer server, String token, String address, String body) {
    var reply =
        server.send(
            "PUT",
            "/fhir/" + address,
            body,
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/fhir+json");
    assertThat(reply.status()).as(reply.body()).isIn(200, 201);
  }
}
