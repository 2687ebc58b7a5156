package org.xiangqiao.server.security.token;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.store.TestPostgres;

/** Clients that publish their keys at an address, and change them there. */
class PublishedKeysTest {

  private final WireMockServer publisher =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private SecuredServer server;

  @BeforeEach
  void start() {
    publisher.start();
    Map<String, String> properties = new HashMap<>();
    String[] paths = {"keys", "elsewhere"};
    for (int place = 0; place < paths.length; place++) {
      String prefix = "xiangqiao.clients[" + place + "].";
      properties.put(prefix + "id", "emr-" + paths[place]);
      properties.put(prefix + "tenant", "1");
      properties.put(prefix + "jwks-uri", publisher.baseUrl() + "/" + paths[place]);
      properties.put(prefix + "scopes", "system/*.rs");
    }
    server = SecuredServer.start(TestPostgres.jdbcUrl(), properties);
  }

  @AfterEach
  void stop() {
    server.close();
    publisher.stop();
  }

  @Test
  void aNewKeyIsFoundWhereTheClientPublishesIt() {
    TestClient first = TestClient.es384("emr-keys");
    publisher.stubFor(get("/keys").willReturn(okJson(first.jwks())));
    assertThat(status(first)).isEqualTo(200);
    TestClient second =
        new TestClient(
            "emr-keys", TestClient.rs384("second").key(), TestClient.rs384("x").algorithm());
    assertThat(status(second)).isEqualTo(401);
    publisher.stubFor(get("/keys").willReturn(okJson(second.jwks())));
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .pollInterval(java.time.Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(status(second)).isEqualTo(200));
    assertThat(status(first)).isEqualTo(401);
  }

  @Test
  void redirectsAreNotFollowed() {
    TestClient emr = TestClient.es384("emr-elsewhere");
    publisher.stubFor(get("/elsewhere").willReturn(temporaryRedirect("/keys")));
    publisher.stubFor(get("/keys").willReturn(okJson(emr.jwks())));
    assertThat(status(emr)).isEqualTo(401);
  }

  private int status(TestClient client) {
    return server.tokenRequest(client.assertion(server.tokenEndpoint()), "system/*.rs").status();
  }
}
