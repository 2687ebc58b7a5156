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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.xiangqiao.server.XiangqiaoServer;
import org.xiangqiao.store.TestPostgres;

/** The whole server on a real port over a real PostgreSQL; one context for all classes below. */
@SpringBootTest(
    classes = XiangqiaoServer.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "xiangqiao.trusted-proxies=127.0.0.1",
      "xiangqiao.cors.allowed-origins=https://portal.example.org",
      "xiangqiao.rest.max-body=1MB"
    })
@ActiveProfiles("test")
@Import(TestCallers.class)
abstract class RestServerTest {

  private static final AtomicInteger RESIDENTS = new AtomicInteger();
  static final ObjectMapper MAPPER = new ObjectMapper();
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final class Database {
    static final String URL = TestPostgres.jdbcUrl();
  }

  @LocalServerPort int port;
  @Autowired FhirContext fhir;

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", () -> Database.URL);
    registry.add("spring.datasource.username", () -> "postgres");
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
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
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
