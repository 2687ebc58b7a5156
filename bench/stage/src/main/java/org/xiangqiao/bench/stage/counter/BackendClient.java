package org.xiangqiao.bench.stage.counter;

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
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A registered client (SMART Backend Services): its registration, and tokens for it. */
public final class BackendClient {

  private static final String ID = "counter";
  private static final String SCOPE = "system/*.cruds";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ECKey key = key();

  /** Properties of a server that knows it. */
  public Map<String, String> registration() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("xiangqiao.security.token-lifetime", "1h");
    properties.put("xiangqiao.clients[0].id", ID);
    properties.put("xiangqiao.clients[0].tenant", "1");
    properties.put("xiangqiao.clients[0].organization", "township-1");
    properties.put("xiangqiao.clients[0].jwks", new JWKSet(key.toPublicJWK()).toString());
    properties.put("xiangqiao.clients[0].scopes", SCOPE);
    return properties;
  }

  /** An access token to everything but administration. */
  public String token(int port) {
    String endpoint = "http://127.0.0.1:" + port + "/oauth2/token";
    String form =
        "grant_type=client_credentials&scope="
            + encoded(SCOPE)
            + "&client_assertion_type="
            + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            + "&client_assertion="
            + assertion(endpoint);
    try {
      String answer =
          http.send(
                  HttpRequest.newBuilder(URI.create(endpoint))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString(form))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return new ObjectMapper().readTree(answer).get("access_token").asText();
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
            .issuer(ID)
            .subject(ID)
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
      return new ECKeyGenerator(Curve.P_384).keyID("counter-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
