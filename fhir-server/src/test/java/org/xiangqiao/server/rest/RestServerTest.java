package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.xiangqiao.server.XiangqiaoServer;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.store.TestPostgres;

/** The whole server on a real port over a real PostgreSQL; one context for all classes below. */
@SpringBootTest(
    classes = XiangqiaoServer.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "xiangqiao.trusted-proxies=127.0.0.1",
      "xiangqiao.cors.allowed-origins=https://portal.example.org",
      "xiangqiao.rest.max-body=1MB",
      "xiangqiao.binary.max-size=3MB",
      "xiangqiao.mllp.enabled=false",
      "xiangqiao.fhir-package.install=false",
      "xiangqiao.package-install.max-file=1MB",
      "xiangqiao.validation.rules[0].sender=emr-79",
      "xiangqiao.validation.rules[0].policy=refuse",
      "xiangqiao.validation.rules[1].sender=emr-80",
      "xiangqiao.validation.rules[1].policy=tag",
      // Its records are wrong on purpose: checks of what is stored already are tried with them.
      "xiangqiao.validation.rules[2].sender=emr-78",
      "xiangqiao.validation.rules[2].policy=off"
    })
abstract class RestServerTest {

  private static final AtomicInteger RESIDENTS = new AtomicInteger();
  static final ObjectMapper MAPPER = new ObjectMapper();
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Not sent: picks the tenant whose client asks; 1 without it. */
  static final String TENANT = "Tenant";

  /** Not sent: scopes of the token; all of them without it. */
  static final String SCOPE = "Scope";

  /** What the clients may ask for. */
  private static final String SCOPES =
      "system/*.cruds xiangqiao/data.import xiangqiao/data.expunge xiangqiao/admin.reindex"
          + " xiangqiao/admin.packages xiangqiao/admin.validation";

  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  /** Made once for the JVM: the context is shared, so its properties must not change. */
  private static final class Surroundings {
    static final String URL = TestPostgres.jdbcUrl();
    static final Path DATA = directory();
    static final Map<String, TestClient> CLIENTS =
        Map.of(
            "1", TestClient.es384("emr-1"),
            "2", TestClient.es384("emr-2"),
            "77", TestClient.es384("emr-77"),
            "78", TestClient.es384("emr-78"),
            "79", TestClient.es384("emr-79"),
            "80", TestClient.es384("emr-80"),
            "81", TestClient.es384("emr-81"));

    private static Path directory() {
      try {
        return Files.createTempDirectory("xiangqiao-rest");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @LocalServerPort int port;
  @Autowired FhirContext fhir;
  @Autowired DataSource database;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", () -> Surroundings.URL);
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("xiangqiao.data-directory", Surroundings.DATA::toString);
    int place = 0;
    for (String tenant : List.of("1", "2", "77", "78", "79", "80", "81")) {
      SecuredServer.client(
              place++, Surroundings.CLIENTS.get(tenant), Integer.parseInt(tenant), SCOPES)
          .forEach((name, value) -> registry.add(name, () -> value));
    }
  }

  final String base() {
    return "http://localhost:" + port + "/fhir";
  }

  final Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  /** Content type JSON unless {@code headers} name another. */
  final Reply send(String method, String path, String body, String... headers) {
    return sendBytes(
        method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
  }

  final Reply sendBytes(String method, String path, byte[] body, String... headers) {
    URI uri = URI.create(path.startsWith("http") ? path : base() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    if (body != null && !List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/fhir+json");
    }
    String tenant = "1";
    String scope = "system/*.cruds";
    for (int i = 0; i < headers.length; i += 2) {
      if (headers[i].equals(TENANT)) {
        tenant = headers[i + 1];
      } else if (headers[i].equals(SCOPE)) {
        scope = headers[i + 1];
      } else {
        request.header(headers[i], headers[i + 1]);
      }
    }
    if (!(path.equals("/metadata") && method.equals("GET")) && !method.equals("OPTIONS")) {
      request.header("Authorization", "Bearer " + token(tenant, scope));
    }
    try {
      return new Reply(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The capability statement is asked for without; all else with a token of the tenant. */
  final String token(String tenant) {
    return token(tenant, "system/*.cruds");
  }

  final String token(String tenant, String scope) {
    return TOKENS.computeIfAbsent(
        port + "/" + tenant + "/" + scope, key -> freshToken(tenant, scope));
  }

  private String freshToken(String tenant, String scope) {
    String endpoint = "http://localhost:" + port + "/oauth2/token";
    String form =
        "grant_type=client_credentials&scope="
            + encoded(scope)
            + "&client_assertion_type="
            + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            + "&client_assertion="
            + Surroundings.CLIENTS.get(tenant).assertion(endpoint);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      Reply reply = new Reply(CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray()));
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      return reply.json().get("access_token").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A resident nobody has yet, with an identity number of an unassigned area. */
  static String resident(String family) {
    return """
        {"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
         "name":[{"family":"%s","given":["小明"]}],"gender":"male","birthDate":"2019-05-01"}"""
        .formatted(identityNumber(RESIDENTS.incrementAndGet()), family);
  }

  static String identityOf(String resident) {
    try {
      return MAPPER.readTree(resident).at("/identifier/0/value").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** GB 11643: area 99…, birth date, sequence, check character. */
  static String identityNumber(int sequence) {
    String body = "9901" + String.format("%02d", sequence / 1000 % 100) + "20190501";
    body += String.format("%03d", sequence % 1000);
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (body.charAt(i) - '0') * weights[i];
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  /** Creates and gives the id. */
  final String create(String resource) {
    String type = resource.replaceFirst("(?s).*?\"resourceType\"\\s*:\\s*\"(\\w+)\".*", "$1");
    Reply created = send("POST", "/" + type, resource);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    return created.json().get("id").asText();
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The refusal's first issue, after checking that the whole is a proper OperationOutcome. */
  static JsonNode refusal(Reply reply, int status, String rule) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).startsWith("application/fhir+json");
    assertThat(reply.header("X-Request-Id")).isNotBlank();
    JsonNode outcome = reply.json();
    assertThat(outcome.get("resourceType").asText()).isEqualTo("OperationOutcome");
    assertThat(outcome.get("issue")).isNotEmpty();
    for (JsonNode issue : outcome.get("issue")) {
      assertThat(issue.get("severity").asText()).isEqualTo("error");
      assertThat(issue.get("code").asText()).isNotBlank();
      assertThat(issue.at("/details/coding/0/code").asText()).isNotBlank();
      assertThat(issue.at("/details/text").asText()).isNotBlank();
      assertThat(issue.at("/diagnostics").asText()).isNotBlank();
    }
    assertThat(reply.text())
        .doesNotContain("Exception", "\tat ", "org.xiangqiao", "ca.uhn", "Tomcat", "HAPI-");
    if (rule != null) {
      assertThat(outcome.at("/issue/0/details/coding/0/code").asText())
          .as(reply.text())
          .isEqualTo(rule);
    }
    return outcome.get("issue").get(0);
  }

  static List<String> link(JsonNode bundle, String relation) {
    List<String> urls = new ArrayList<>();
    for (JsonNode link : bundle.path("link")) {
      if (link.get("relation").asText().equals(relation)) {
        urls.add(link.get("url").asText());
      }
    }
    return urls;
  }

  /** Until it is closed, whoever reads the table waits. */
  final Connection locked(String table) throws SQLException {
    Connection holder = database.getConnection();
    holder.setAutoCommit(false);
    holder.createStatement().execute("lock table " + table + " in access exclusive mode");
    return holder;
  }

  /** Statements that wait for a lock and name the table. */
  final int waiting(String table) {
    return new JdbcTemplate(database)
        .queryForList(
            "select 1 from pg_stat_activity where datname = current_database()"
                + " and wait_event_type = 'Lock' and state = 'active' and query like ?",
            Integer.class,
            "%" + table + "%")
        .size();
  }

  /** Whether anybody waits for an advisory lock; also inside a transaction, as it is now. */
  final boolean advisoryLockWaited() {
    return new JdbcTemplate(database)
            .queryForObject(
                "select count(*) from pg_locks l join pg_database d on d.oid = l.database"
                    + " where d.datname = current_database() and l.locktype = 'advisory'"
                    + " and not l.granted",
                Integer.class)
        > 0;
  }

  static void until(Duration longest, BooleanSupplier reached) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("reached in time").isLessThan(end);
      Thread.sleep(50);
    }
  }

  record Reply(HttpResponse<byte[]> response) {

    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(response.body());
      } catch (IOException e) {
        throw new IllegalStateException(text(), e);
      }
    }
  }
}
