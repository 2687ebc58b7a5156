package org.xiangqiao.suites;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.xiangqiao.server.XiangqiaoServer;
import org.xiangqiao.store.TestPostgres;

/** The whole server on a free port over a database of its own, with one registered client. */
public final class RunningServer implements AutoCloseable {

  private static final String CLIENT = "suites";
  private static final String SCOPE = "system/*.cruds";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final ECKey key;
  private final int port;

  /**
   * @param settings beside those that every test needs
   */
  public RunningServer(Map<String, String> settings) {
    key = key();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("server.port", "0");
    all.put("server.address", "127.0.0.1");
    all.put("spring.datasource.url", TestPostgres.jdbcUrl());
    all.put("spring.datasource.username", "postgres");
    all.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
    all.put("xiangqiao.mllp.enabled", "false");
    // The suites' resources are stored as they are; validation has suites of its own.
    all.put("xiangqiao.validation.policy", "off");
    all.put("xiangqiao.data-directory", directory().toString());
    all.put("xiangqiao.security.token-lifetime", "1h");
    all.put("xiangqiao.clients[0].id", CLIENT);
    all.put("xiangqiao.clients[0].tenant", "1");
    all.put("xiangqiao.clients[0].organization", "township-1");
    all.put("xiangqiao.clients[0].jwks", new JWKSet(key.toPublicJWK()).toString());
    all.put("xiangqiao.clients[0].scopes", SCOPE);
    all.putAll(settings);
    context =
        new SpringApplicationBuilder(XiangqiaoServer.class)
            .run(
                all.entrySet().stream()
                    .map(each -> "--" + each.getKey() + "=" + each.getValue())
                    .toArray(String[]::new));
    port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
  }

  public int port() {
    return port;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** An access token to everything but administration. */
  public String token() {
    String endpoint = "http://127.0.0.1:" + port + "/oauth2/token";
    String form =
        "grant_type=client_credentials&scope="
            + encoded(SCOPE)
            + "&client_assertion_type="
            + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            + "&client_assertion="
            + assertion(endpoint);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(endpoint))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    try {
      return new ObjectMapper().readTree(answer.body()).get("access_token").asText();
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String assertion(String endpoint) {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(CLIENT)
            .subject(CLIENT)
            .audience(endpoint)
            .expirationTime(Date.from(now.plusSeconds(240)))
            .issueTime(Date.from(now))
            .jwtID(UUID.randomUUID().toString())
            .build();
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES384)
                  .type(JOSEObjectType.JWT)
                  .keyID(key.getKeyID())
                  .build(),
              claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_384).keyID("suites-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("xiangqiao-suites");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.close();
  }
}
