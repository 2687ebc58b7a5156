package org.xiangqiao.server.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.store.TestPostgres;

/** SMART Backend Services over real HTTP, on two nodes that share one database. */
class TokenEndpointTest {

  private static final TestClient RSA = TestClient.rs384("emr-rsa");
  private static final TestClient EC = TestClient.es384("emr-ec");
  private static final TestClient GONE = TestClient.es384("emr-gone");

  private static SecuredServer server;
  private static SecuredServer other;

  @BeforeAll
  static void start() {
    String database = TestPostgres.jdbcUrl();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.putAll(SecuredServer.client(0, RSA, 1, "system/*.rs system/Patient.cud"));
    properties.putAll(SecuredServer.client(1, EC, 2, "system/Patient.rs xiangqiao/metrics"));
    properties.putAll(SecuredServer.client(2, GONE, 1, "system/*.rs"));
    properties.put("xiangqiao.clients[2].active", "false");
    server = SecuredServer.start(database, properties);
    other = SecuredServer.start(database, properties);
  }

  @AfterAll
  static void stop() {
    other.close();
    server.close();
  }

  @Test
  void bothAlgorithmsOfSmartGetATokenThatSaysWhoAndFromWhichCounty() throws ParseException {
    for (TestClient client : List.of(RSA, EC)) {
      Reply reply = request(client, "system/Patient.rs");
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      assertThat(reply.header("Cache-Control")).contains("no-store");
      assertThat(reply.json().get("token_type").asText()).isEqualTo("Bearer");
      assertThat(reply.json().get("expires_in").asInt()).isBetween(290, 300);
      assertThat(reply.json().get("scope").asText()).isEqualTo("system/Patient.rs");
      SignedJWT token = SignedJWT.parse(reply.json().get("access_token").asText());
      JWTClaimsSet claims = token.getJWTClaimsSet();
      assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES384);
      assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
      assertThat(claims.getSubject()).isEqualTo(client.id());
      assertThat(claims.getIntegerClaim("tenant")).isEqualTo(client == RSA ? 1 : 2);
      assertThat(claims.getStringClaim("organization")).isEqualTo("township-1");
      assertThat(claims.getStringClaim("scope")).isEqualTo("system/Patient.rs");
      assertThat(claims.getAudience()).containsExactly(server.root() + "/fhir");
      assertThat(claims.getIssuer()).isEqualTo(server.root());
    }
  }

  @Test
  void symmetricAndUnsignedAssertionsAreRefused() throws JOSEException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(EC.id())
            .subject(EC.id())
            .audience(server.tokenEndpoint())
            .expirationTime(Date.from(Instant.now().plusSeconds(200)))
            .jwtID("symmetric")
            .build();
    SignedJWT symmetric = new SignedJWT(new JWSHeader(JWSAlgorithm.HS384), claims);
    symmetric.sign(new MACSigner(EC.jwks().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    refused(server.tokenRequest(symmetric.serialize(), "system/Patient.rs"));
    refused(server.tokenRequest(new PlainJWT(claims).serialize(), "system/Patient.rs"));
  }

  @Test
  void anAssertionIsGoodOnceOnWhicheverNode() {
    // Both nodes are known by the same name here, as behind a proxy.
    String assertion = EC.assertion(server.tokenEndpoint());
    assertThat(server.tokenRequest(assertion, "system/Patient.rs").status()).isEqualTo(200);
    refused(server.tokenRequest(assertion, "system/Patient.rs"));
    String jti = "known-to-all-nodes";
    assertThat(
            server
                .tokenRequest(
                    EC.assertion(server.tokenEndpoint(), claims -> claims.jwtID(jti)),
                    "system/Patient.rs")
                .status())
        .isEqualTo(200);
    refused(
        other.tokenRequest(
            EC.assertion(other.tokenEndpoint(), claims -> claims.jwtID(jti)), "system/Patient.rs"));
  }

  @Test
  void whatBreaksARuleOfTheAssertionIsRefusedWithoutTellingWhich() {
    Instant now = Instant.now();
    refused(request(EC, claims -> claims.expirationTime(Date.from(now.plusSeconds(360)))));
    refused(request(EC, claims -> claims.expirationTime(Date.from(now.minusSeconds(60)))));
    refused(request(EC, claims -> claims.expirationTime(null)));
    refused(request(EC, claims -> claims.audience("https://elsewhere.example/token")));
    refused(request(EC, claims -> claims.audience((String) null)));
    refused(request(EC, claims -> claims.issuer("somebody")));
    refused(request(EC, claims -> claims.jwtID(null)));
    refused(request(EC, claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120)))));
  }

  @Test
  void anotherClientsKeyTheUnknownAndTheInactiveAreRefused() {
    TestClient pretender = new TestClient(RSA.id(), EC.key(), EC.algorithm());
    refused(request(pretender, "system/Patient.rs"));
    refused(request(TestClient.es384("nobody"), "system/Patient.rs"));
    refused(request(GONE, "system/Patient.rs"));
  }

  @Test
  void scopesAreWhatWasAskedAndRegistered() {
    same(granted(RSA, "system/*.read system/Patient.write"), "system/*.read system/Patient.write");
    same(
        granted(RSA, "system/Patient.cruds system/Claim.cruds"),
        "system/Patient.cruds system/Claim.rs");
    same(granted(RSA, "system/*.cruds"), "system/*.rs system/Patient.cud");
    same(
        granted(EC, "system/*.cruds xiangqiao/metrics xiangqiao/exchange.read"),
        "system/Patient.rs xiangqiao/metrics");
    same(granted(EC, "openid system/Patient.r"), "system/Patient.r");
  }

  @Test
  void scopesThatCannotBeEnforcedAreRefusedClearly() {
    scopeRefused(request(RSA, "system/Observation.rs?category=laboratory"), "query");
    scopeRefused(request(RSA, "patient/Patient.rs"), "system/ scopes to systems");
    scopeRefused(request(RSA, "user/*.read"), "system/ scopes to systems");
    scopeRefused(request(RSA, "system/Patient.sr"), "not of a form");
    scopeRefused(request(EC, "system/Claim.rs"), "none of the requested scopes");
  }

  @Test
  void otherGrantsAndMissingAssertionsAreRefused() {
    String assertion = EC.assertion(server.tokenEndpoint());
    Reply password =
        server.tokenRequest(
            Map.of(
                "grant_type", "password",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", assertion));
    assertThat(password.status()).isEqualTo(400);
    assertThat(password.json().get("error").asText()).isEqualTo("unsupported_grant_type");
    refused(server.tokenRequest(Map.of("grant_type", "client_credentials")));
    assertThat(server.send("GET", "/oauth2/token", null).status()).isIn(401, 403);
    assertThat(server.send("GET", "/oauth2/authorize", null).status()).isEqualTo(401);
  }

  @Test
  void aTokenOfOneNodeOpensTheOtherAndKeysArePublished() {
    assertThat(other.get("/fhir/Patient", server.token(RSA, "system/Patient.rs")).status())
        .isEqualTo(200);
    // Each node has its own sealing key here, so the other signs with a key of its own.
    assertThat(server.get("/fhir/Patient", other.token(RSA, "system/Patient.rs")).status())
        .isEqualTo(200);
    String keys = other.send("GET", "/oauth2/jwks", null).body();
    assertThat(keys).contains("\"kty\":\"EC\"").doesNotContain("\"d\":");
    assertThat(server.jdbc().queryForObject("select count(*) from signing_key", Integer.class))
        .isEqualTo(2);
    assertThat(server.jdbc().queryForList("select sealed_jwk from signing_key", String.class))
        .allSatisfy(jwe -> assertThat(jwe.split("\\.")).hasSize(5));
  }

  @Test
  void discoveryTellsWhereAndHow() {
    for (String path :
        List.of("/.well-known/smart-configuration", "/fhir/.well-known/smart-configuration")) {
      Reply reply = server.send("GET", path, null);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().get("token_endpoint").asText()).isEqualTo(server.tokenEndpoint());
      assertThat(reply.json().get("capabilities").toString())
          .contains("client-confidential-asymmetric", "permission-v2");
      assertThat(reply.json().get("token_endpoint_auth_signing_alg_values_supported").toString())
          .contains("RS384", "ES384");
    }
  }

  private static Reply request(TestClient client, String scope) {
    return server.tokenRequest(client.assertion(server.tokenEndpoint()), scope);
  }

  private static Reply request(
      TestClient client, java.util.function.Consumer<JWTClaimsSet.Builder> change) {
    return server.tokenRequest(
        client.assertion(server.tokenEndpoint(), change), "system/Patient.rs");
  }

  private static String granted(TestClient client, String scope) {
    Reply reply = request(client, scope);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.json().get("scope").asText();
  }

  private static void same(String granted, String expected) {
    assertThat(granted.split(" ")).containsExactlyInAnyOrder(expected.split(" "));
  }

  private static void refused(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(401);
    assertThat(reply.json().get("error").asText()).isEqualTo("invalid_client");
    assertThat(reply.json().size()).as(reply.body()).isEqualTo(1);
  }

  private static void scopeRefused(Reply reply, String why) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().get("error").asText()).isEqualTo("invalid_scope");
    assertThat(reply.json().get("error_description").asText()).contains(why);
  }
}
