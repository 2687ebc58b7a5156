package org.xiangqiao.bench.engine.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** A registered system that gets its tokens by SMART Backend Services. */
final class BackendService {

  static final String ID = "bench";
  static final String SCOPE = "system/*.cruds";

  private static final Duration RENEWED_AFTER = Duration.ofMinutes(20);

  private final RSAKey key;
  private final URI endpoint;
  private volatile String token;
  private volatile Instant issued = Instant.MIN;

  BackendService(URI root) throws JOSEException {
    endpoint = root.resolve("/oauth2/token");
    key =
        new RSAKeyGenerator(3072)
            .keyID(ID)
            .algorithm(JWSAlgorithm.RS384)
            .keyUse(KeyUse.SIGNATURE)
            .generate();
  }

  void writePublicKeys(Path file) throws IOException {
    Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
  }

  String token() {
    if (issued.plus(RENEWED_AFTER).isBefore(Instant.now())) {
      renew();
    }
    return token;
  }

  private synchronized void renew() {
    try {
      String form =
          "grant_type=client_credentials&scope="
              + URLEncoder.encode(SCOPE, StandardCharsets.UTF_8)
              + "&client_assertion_type="
              + URLEncoder.encode(
                  "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8)
              + "&client_assertion="
              + assertion();
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(endpoint)
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString(form))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("no token: " + response.statusCode());
      }
      token = new ObjectMapper().readTree(response.body()).path("access_token").asText();
      issued = Instant.now();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String assertion() throws JOSEException {
    Instant now = Instant.now();
    SignedJWT assertion =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS384).keyID(ID).build(),
            new JWTClaimsSet.Builder()
                .issuer(ID)
                .subject(ID)
                .audience(endpoint.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(240)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    assertion.sign(new RSASSASigner(key));
    return assertion.serialize();
  }
}
