package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The shipped FHIR package, as a registry of NPM gives it. */
class PackagesTest extends RestServerTest {

  private String address() {
    return "http://localhost:" + port + "/packages/org.xiangqiao.fhir.r4";
  }

  @Test
  void thePackageIsListedAndDownloaded() throws Exception {
    Reply listed = get(address());
    assertThat(listed.status()).as(listed.text()).isEqualTo(200);
    String latest = listed.json().at("/dist-tags/latest").asText();
    JsonNode dist = listed.json().path("versions").path(latest).path("dist");
    Reply tarball = get(dist.get("tarball").asText());
    assertThat(tarball.status()).isEqualTo(200);
    assertThat(tarball.header("Content-Type")).startsWith("application/gzip");
    assertThat(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(tarball.response().body())))
        .isEqualTo(dist.get("shasum").asText());
  }

  @Test
  void nobodyElseGetsItAndNothingElseIsThere() throws Exception {
    assertThat(get(address() + "/9.9.9").status()).isEqualTo(404);
    assertThat(get("http://localhost:" + port + "/packages/other").status()).isEqualTo(404);
    assertThat(send("POST", address(), "{}").status()).isEqualTo(403);
    HttpRequest without = HttpRequest.newBuilder(URI.create(address())).build();
    assertThat(CLIENT.send(without, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
  }
}
