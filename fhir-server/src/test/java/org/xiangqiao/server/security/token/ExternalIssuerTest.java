package org.xiangqiao.server.security.token;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.store.TestPostgres;

/** Tokens of somebody else's authorization server, whose keys come over HTTP. */
class ExternalIssuerTest {

  private static final String ISSUER = "https://login.province.example/realms/health";
  private static final TestClient KEYCLOAK = TestClient.rs384("keycloak");

  private static WireMockServer issuer;
  private static SecuredServer server;

  @BeforeAll
  static void start() {
    issuer = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    issuer.start();
    issuer.stubFor(get("/keys").willReturn(okJson(KEYCLOAK.jwks())));
    Map<String, String> properties = new HashMap<>();
    String prefix = "xiangqiao.security.external-issuer.";
    properties.put(prefix + "issuer-uri", ISSUER);
    properties.put(prefix + "jwks-uri", issuer.baseUrl() + "/keys");
    properties.put(prefix + "token-endpoint", ISSUER + "/protocol/openid-connect/token");
    properties.put(prefix + "audience", "xiangqiao");
    properties.put(prefix + "tenant-claim", "county");
    properties.put(prefix + "organization-claim", "org");
    properties.put(prefix + "client-claim", "azp");
    server = SecuredServer.start(TestPostgres.jdbcUrl(), properties);
  }

  @AfterAll
  static void stop() {
    server.close();
    issuer.stop();
  }

  @Test
  void aTokenOfTheIssuerOpensItsCountyWithinItsScopes() {
    assertThat(read("/fhir/Patient", claims -> {}).status()).isEqualTo(200);
    assertThat(read("/fhir/Encounter", claims -> {}).status()).isEqualTo(403);
    assertThat(
            server
                .jdbc()
                .queryForObject(
                    "select count(*) from audit_trail where tenant_id = 7 and client = 'portal'"
                        + " and organization = 'org-7'",
                    Integer.class))
        .isEqualTo(2);
  }

  @Test
  void tokensOfOthersForOthersOrWithoutACountyAreRefused() {
    refused(claims -> claims.issuer("https://other.example"));
    refused(claims -> claims.audience("another-service"));
    refused(claims -> claims.claim("county", null));
    refused(claims -> claims.claim("county", "everywhere"));
    refused(claims -> claims.claim("county", -1));
    refused(claims -> claims.claim("azp", null));
    refused(claims -> claims.expirationTime(new java.util.Date(0)));
    TestClient forger = TestClient.rs384("keycloak");
    assertThat(server.get("/fhir/Patient", token(forger, claims -> {})).status()).isEqualTo(401);
  }

  @Test
  void theBuiltInAuthorizationServerIsGone() {
    assertThat(server.send("POST", "/oauth2/token", "grant_type=client_credentials").status())
        .isEqualTo(401);
    assertThat(server.send("GET", "/oauth2/jwks", null).status()).isEqualTo(401);
    Reply discovery = server.send("GET", "/fhir/.well-known/smart-configuration", null);
    assertThat(discovery.json().get("token_endpoint").asText()).startsWith(ISSUER);
    assertThat(discovery.json().get("issuer").asText()).isEqualTo(ISSUER);
    assertThat(server.send("GET", "/fhir/metadata", null).body()).contains(ISSUER);
  }

  private static Reply read(String path, Consumer<com.nimbusds.jwt.JWTClaimsSet.Builder> change) {
    return server.get(path, token(KEYCLOAK, change));
  }

  private static void refused(Consumer<com.nimbusds.jwt.JWTClaimsSet.Builder> change) {
    assertThat(read("/fhir/Patient", change).status()).isEqualTo(401);
  }

  private static String token(
      TestClient signer, Consumer<com.nimbusds.jwt.JWTClaimsSet.Builder> change) {
    return signer.assertion(
        "xiangqiao",
        claims -> {
          claims
              .issuer(ISSUER)
              .subject("service-account-portal")
              .claim("azp", "portal")
              .claim("county", 7)
              .claim("org", "org-7")
              .claim("scope", "openid system/Patient.rs patient/*.cruds");
          change.accept(claims);
        });
  }
}
