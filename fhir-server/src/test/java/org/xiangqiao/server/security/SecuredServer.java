package org.xiangqiao.server.security;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.XiangqiaoServer;

/** A whole server as it starts in production, on a free port, talked to over HTTP only. */
public final class SecuredServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;
  private final String root;

  private SecuredServer(ConfigurableApplicationContext context) {
    this.context = context;
    this.root = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /** Properties of one configured client, to be put beside others. */
  public static Map<String, String> client(
      int place, TestClient client, int tenant, String scopes) {
    String prefix = "xiangqiao.clients[" + place + "].";
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(prefix + "id", client.id());
    properties.put(prefix + "tenant", String.valueOf(tenant));
    properties.put(prefix + "organization", "township-1");
    properties.put(prefix + "jwks", client.jwks());
    properties.put(prefix + "scopes", scopes.replace(' ', ','));
    return properties;
  }

  public static SecuredServer start(String jdbcUrl, Map<String, String> properties) {
    Map<String, Object> all = new LinkedHashMap<>(properties);
    all.put("spring.datasource.url", jdbcUrl);
    all.put("spring.datasource.username", "postgres");
    all.put("server.port", "0");
    all.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
    all.putIfAbsent("xiangqiao.mllp.enabled", "false");
    all.putIfAbsent("xiangqiao.data-directory", dataDirectory().toString());
    return new SecuredServer(
        new SpringApplicationBuilder(XiangqiaoServer.class)
            .properties(Map.of())
            .run(
                all.entrySet().stream()
                    .map(each -> "--" + each.getKey() + "=" + each.getValue())
                    .toArray(String[]::new)));
  }

  private static Path dataDirectory() {
    try {
      Path directory = Files.createTempDirectory("xiangqiao-data");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public JdbcTemplate jdbc() {
    return context.getBean(JdbcTemplate.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public String root() {
    return root;
  }

  public String tokenEndpoint() {
    return root + "/oauth2/token";
  }

  public Reply tokenRequest(Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send("POST", "/oauth2/token", body, "Content-Type", "application/x-www-form-urlencoded");
  }

  public Reply tokenRequest(String assertion, String scope) {
    return tokenRequest(
        Map.of(
            "grant_type",
            "client_credentials",
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            assertion,
            "scope",
            scope));
  }

  public String token(TestClient client, String scope) {
    Reply reply = tokenRequest(client.assertion(tokenEndpoint()), scope);
    if (reply.status() != 200) {
      throw new AssertionError("no token: " + reply);
    }
    return reply.json().get("access_token").asText();
  }

  public Reply get(String path, String token) {
    return send("GET", path, null, "Authorization", "Bearer " + token);
  }

  public Reply post(String path, String body, String token) {
    return send(
        "POST",
        path,
        body,
        "Authorization",
        "Bearer " + token,
        "Content-Type",
        path.startsWith("/fhir") ? "application/fhir+json" : "application/json");
  }

  public Reply send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  /** An answer with its body read. */
  public record Reply(int status, String body, HttpResponse<String> response) {

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Override
    public String toString() {
      return status + " " + body;
    }
  }
}
