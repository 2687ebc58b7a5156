package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Behind a proxy that is trusted: its headers decide Location, fullUrl and links. */
class AddressTest extends RestServerTest {

  private static final String[] PROXIED = {
    "X-Forwarded-Proto", "https",
    "X-Forwarded-Host", "fhir.county.example",
    "X-Forwarded-Prefix", "/exchange/"
  };

  @Test
  void forwardedAddressIsUsedEverywhere() {
    String base = "https://fhir.county.example/exchange/fhir";
    Reply created = send("POST", "/Patient", resident("苏页"), PROXIED);
    send("POST", "/Patient", resident("苏页"), PROXIED);
    assertThat(created.header("Location")).startsWith(base + "/Patient/");
    var bundle = get("/Patient?family=" + encoded("苏页") + "&_count=1", PROXIED).json();
    assertThat(bundle.at("/entry/0/fullUrl").asText()).startsWith(base + "/Patient/");
    assertThat(link(bundle, "self").get(0)).startsWith(base + "/Patient?");
    assertThat(link(bundle, "next").get(0)).startsWith(base + "/Patient?_page=");
    assertThat(get("/metadata", PROXIED).json().at("/implementation/url").asText()).isEqualTo(base);
    assertThat(
            get("/Patient?_count=1", "Forwarded", "proto=https;host=other.example:8443")
                .json()
                .at("/entry/0/fullUrl")
                .asText())
        .startsWith("https://other.example:8443/fhir/Patient/");
  }

  @Test
  void browsersOfAllowedOriginsMayCall() {
    Reply allowed = get("/metadata", "Origin", "https://portal.example.org");
    assertThat(allowed.header("Access-Control-Allow-Origin"))
        .isEqualTo("https://portal.example.org");
    assertThat(allowed.header("Access-Control-Expose-Headers")).contains("ETag", "Location");
    Reply preflight =
        send(
            "OPTIONS",
            "/Patient",
            null,
            "Origin",
            "https://portal.example.org",
            "Access-Control-Request-Method",
            "PUT",
            "Access-Control-Request-Headers",
            "authorization");
    assertThat(preflight.status()).isEqualTo(200);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PUT");
    Reply foreign = get("/metadata", "Origin", "https://evil.example.org");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
  }
}
