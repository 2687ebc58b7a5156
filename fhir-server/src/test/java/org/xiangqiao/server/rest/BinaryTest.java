package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.hl7.fhir.r4.model.Binary;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Bytes in and out, and the same as FHIR. R4 binary.html, http.html#binary. */
class BinaryTest extends RestServerTest {

  private static final String PDF = "application/pdf";

  @Test
  void bytesComeBackAsTheyWere() {
    byte[] bytes = bytes(700_000);
    Reply created = sendBytes("POST", "/Binary", bytes, "Content-Type", PDF);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.text()).isEmpty();
    assertThat(created.header("ETag")).isEqualTo("W/\"1\"");
    String version = created.header("Location");
    String path = version.substring(0, version.indexOf("/_history"));

    for (String[] headers :
        new String[][] {
          {},
          {"Accept", "*/*"},
          {"Accept", PDF},
          {"Accept", "application/json"},
          {"Accept", "application/pdf, application/fhir+json;q=0.5"}
        }) {
      for (String address : new String[] {path, version}) {
        Reply read = get(address, headers);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.response().body()).isEqualTo(bytes);
        assertThat(read.header("Content-Type")).isEqualTo(PDF);
        assertThat(read.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(read.header("Last-Modified")).isNotBlank();
      }
    }
    Reply head = send("HEAD", path, null);
    assertThat(head.header("Content-Length")).isEqualTo("700000");
    assertThat(head.header("Content-Type")).isEqualTo(PDF);
    assertThat(head.text()).isEmpty();
    assertThat(get(path, "If-None-Match", "W/\"1\"").status()).isEqualTo(304);
    refusal(get("/Binary/never-was"), 404, "not-found");
    refusal(get(path + "/_history/9"), 404, "version-not-found");
  }

  @Test
  void fhirIsGivenToWhoeverNamesIt() throws IOException {
    byte[] bytes = bytes(300_001);
    String path = posted(bytes, PDF);
    for (String[] headers :
        new String[][] {
          {"Accept", "application/fhir+json"}, {"Accept", "image/png, application/fhir+json;q=0.1"}
        }) {
      Reply read = get(path, headers);
      assertThat(read.header("Content-Type")).startsWith("application/fhir+json");
      assertThat(read.header("Content-Length"))
          .isEqualTo(String.valueOf(read.response().body().length));
      assertThat(read.json().get("contentType").asText()).isEqualTo(PDF);
      assertThat(read.json().get("data").binaryValue()).isEqualTo(bytes);
      assertThat(read.text()).doesNotContain("_data", "extension");
    }
    Reply xml = get(path + "?_format=xml&_pretty=true");
    assertThat(fhir.newXmlParser().parseResource(Binary.class, xml.text()).getData())
        .isEqualTo(bytes);
    assertThat(send("HEAD", path + "?_format=json", null).header("Content-Length"))
        .isEqualTo(get(path + "?_format=json").header("Content-Length"));
    JsonNode summary = get(path + "?_format=json&_summary=true").json();
    assertThat(summary.has("data")).isFalse();
    assertThat(summary.at("/meta/tag/0/code").asText()).isEqualTo("SUBSETTED");
    String id = path.substring(path.lastIndexOf('/') + 1);
    JsonNode found = get("/Binary?_id=" + id).json();
    assertThat(found.at("/entry/0/resource/data").binaryValue()).isEqualTo(bytes);
    JsonNode history = get(path + "/_history").json();
    assertThat(history.at("/entry/0/resource/data").binaryValue()).isEqualTo(bytes);
    refusal(get(path + "?_format=ttl"), 406, "not-acceptable");
  }

  @Test
  void fhirIsTakenAsFhirAndAnythingElseAsContent() throws IOException {
    byte[] bytes = bytes(1000);
    String resource =
        "{\"resourceType\":\"Binary\",\"contentType\":\"image/png\",\"data\":\""
            + Base64.getEncoder().encodeToString(bytes)
            + "\"}";
    Reply created = send("POST", "/Binary", resource);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.json().get("data").binaryValue()).isEqualTo(bytes);
    String path = "/Binary/" + created.json().get("id").asText();
    assertThat(get(path).response().body()).isEqualTo(bytes);
    assertThat(get(path).header("Content-Type")).isEqualTo("image/png");
    refusal(send("POST", "/Binary", resident("阮")), 400, "type-mismatch");

    String json = "{\"resourceType\":\"Binary\"}";
    String raw = posted(json.getBytes(StandardCharsets.UTF_8), "application/json");
    assertThat(get(raw).text()).isEqualTo(json);
    assertThat(get(raw).header("Content-Type")).isEqualTo("application/json");
    refusal(sendBytes("POST", "/Binary", new byte[0], "Content-Type", PDF), 400, "body-missing");
    refusal(
        sendBytes("POST", "/Binary", bytes, "Content-Type", "nonsense"),
        415,
        "unsupported-media-type");
    refusal(
        sendBytes("POST", "/Patient", bytes, "Content-Type", PDF), 415, "unsupported-media-type");
    Reply whole =
        sendBytes("POST", "/Binary", bytes, "Content-Type", PDF, "Prefer", "return=representation");
    assertThat(whole.json().get("data").binaryValue()).isEqualTo(bytes);
  }

  @Test
  void putMakesVersionsThatKeepTheirBytes() {
    byte[] first = bytes(500);
    byte[] second = bytes(600);
    String path = "/Binary/raw-versions";
    assertThat(sendBytes("PUT", path, first, "Content-Type", PDF).status()).isEqualTo(201);
    Reply updated = sendBytes("PUT", path, second, "Content-Type", PDF, "If-Match", "W/\"1\"");
    assertThat(updated.status()).as(updated.text()).isEqualTo(200);
    assertThat(updated.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(sendBytes("PUT", path, second, "Content-Type", PDF).header("ETag"))
        .isEqualTo("W/\"2\"");
    refusal(sendBytes("PUT", path, first, "Content-Type", PDF, "If-Match", "W/\"1\""), 412, null);
    assertThat(get(path + "/_history/1").response().body()).isEqualTo(first);
    assertThat(get(path).response().body()).isEqualTo(second);
    assertThat(send("DELETE", path, null).status()).isEqualTo(204);
    refusal(get(path), 410, "gone");
    refusal(get(path + "/_history/3"), 410, "gone");
    assertThat(get(path + "/_history/2").response().body()).isEqualTo(second);
  }

  @Test
  void oneRangeIsGiven() {
    byte[] bytes = bytes(300_000);
    String path = posted(bytes, PDF);
    Reply part = get(path, "Range", "bytes=262140-262149");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).isEqualTo("bytes 262140-262149/300000");
    assertThat(part.response().body()).isEqualTo(Arrays.copyOfRange(bytes, 262_140, 262_150));
    assertThat(get(path, "Range", "bytes=299990-").response().body())
        .isEqualTo(Arrays.copyOfRange(bytes, 299_990, 300_000));
    assertThat(get(path, "Range", "bytes=-5").response().body())
        .isEqualTo(Arrays.copyOfRange(bytes, 299_995, 300_000));
    Reply beyond = get(path, "Range", "bytes=300000-");
    refusal(beyond, 416, "range-invalid");
    assertThat(beyond.header("Content-Range")).isEqualTo("bytes */300000");
    for (String[] headers :
        new String[][] {
          {"Range", "bytes=0-1,5-6"},
          {"Range", "lines=1-2"},
          {"Range", "bytes=9-1"},
          {"Range", "bytes=0-1", "If-Range", "W/\"1\""}
        }) {
      assertThat(get(path, headers).status()).isEqualTo(200);
    }
  }

  @Test
  void storedPageCannotRunInABrowserOnThisOrigin() {
    Reply page =
        get(posted("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), "text/html"));
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Disposition")).isEqualTo("attachment");
    assertThat(page.response().headers().allValues("X-Content-Type-Options"))
        .containsExactly("nosniff");
    assertThat(page.response().headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; sandbox");
  }

  @Test
  void securityContextOpensOnlyToThoseWhoMayReadIt() {
    String patient = create(resident("蓝"));
    byte[] bytes = bytes(100);
    Reply created =
        sendBytes(
            "POST",
            "/Binary",
            bytes,
            "Content-Type",
            PDF,
            "X-Security-Context",
            "Patient/" + patient);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    String version = created.header("Location");
    String path = version.substring(0, version.indexOf("/_history"));
    String id = path.substring(path.lastIndexOf('/') + 1);
    Reply open = get(path);
    assertThat(open.response().body()).isEqualTo(bytes);
    assertThat(open.header("X-Security-Context")).isEqualTo("Patient/" + patient);

    String only = "system/Binary.cruds";
    for (String address :
        new String[] {
          path, version, path + "?_format=json", "/Binary?_id=" + id, path + "/_history"
        }) {
      JsonNode refused = refusal(get(address, SCOPE, only), 403, "scope-missing");
      assertThat(refused.at("/details/text").asText()).contains("system/Patient.r");
      assertThat(get(address, SCOPE, only + " system/Patient.r").status()).isEqualTo(200);
    }
    String batch =
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\","
            + "\"url\":\"Binary/"
            + id
            + "\"}},{\"request\":{\"method\":\"GET\",\"url\":\"Binary?_id="
            + id
            + "\"}}]}";
    JsonNode withheld = send("POST", "/", batch, SCOPE, only).json();
    assertThat(withheld.at("/entry/0/response/status").asText()).startsWith("403");
    assertThat(withheld.at("/entry/0/resource").isMissingNode()).isTrue();
    assertThat(withheld.at("/entry/0/response/outcome/issue/0/code").asText())
        .isEqualTo("forbidden");
    assertThat(withheld.at("/entry/1/resource/entry").isMissingNode()).isTrue();
    assertThat(send("POST", "/", batch).json().at("/entry/0/resource/id").asText()).isEqualTo(id);

    refusal(
        sendBytes(
            "POST", "/Binary", bytes, "Content-Type", PDF, "X-Security-Context", "https://x.y/1"),
        400,
        "security-context-invalid");
    refusal(
        sendBytes(
            "POST",
            "/Binary",
            bytes,
            "Content-Type",
            PDF,
            "X-Security-Context",
            "Patient/never-was"),
        422,
        null);
  }

  @Test
  void whoMayNotSeeABinaryMayNotChangeIt() {
    String patient = create(resident("濮"));
    Reply created =
        sendBytes(
            "POST",
            "/Binary",
            bytes(50),
            "Content-Type",
            PDF,
            "X-Security-Context",
            "Patient/" + patient);
    String version = created.header("Location");
    String path = version.substring(0, version.indexOf("/_history"));
    String id = path.substring(path.lastIndexOf('/') + 1);
    String only = "system/Binary.cruds";
    refusal(
        sendBytes("PUT", path, bytes(9), "Content-Type", PDF, SCOPE, only), 403, "scope-missing");
    refusal(send("DELETE", path, null, SCOPE, only), 403, "scope-missing");
    String rehearsal = "/Binary/" + id + "/$validate?mode=delete";
    assertThat(send("POST", rehearsal, null, SCOPE, only).text()).contains("scope-missing");
    assertThat(send("POST", rehearsal, null).text()).doesNotContain("\"error\"");
    refusal(send("DELETE", "/Binary?_id=" + id, null, SCOPE, only), 403, "scope-missing");
    String patch =
        Base64.getEncoder()
            .encodeToString(
                "[{\"op\":\"replace\",\"path\":\"/contentType\",\"value\":\"image/png\"}]"
                    .getBytes(StandardCharsets.UTF_8));
    for (String type : new String[] {"transaction", "batch"}) {
      String bundle =
          """
          {"resourceType":"Bundle","type":"%s","entry":[{"request":{"method":"PATCH","url":"Binary/%s"},
           "resource":{"resourceType":"Binary","contentType":"application/json-patch+json","data":"%s"}}]}"""
              .formatted(type, id, patch);
      Reply refused = send("POST", "/", bundle, SCOPE, only);
      assertThat(refused.text()).contains("system/Patient.r").doesNotContain("image/png");
    }
    assertThat(send("HEAD", path, null).header("ETag")).isEqualTo("W/\"1\"");
    assertThat(get(path).response().body()).hasSize(50);
    assertThat(send("DELETE", path, null).status()).isEqualTo(204);
  }

  @Test
  void patchAndBundlesDoNotShowWhatIsNotToBeSeen() {
    String patient = create(resident("蔺"));
    Reply created =
        sendBytes(
            "POST",
            "/Binary",
            bytes(100),
            "Content-Type",
            PDF,
            "X-Security-Context",
            "Patient/" + patient);
    String version = created.header("Location");
    String path = version.substring(0, version.indexOf("/_history"));
    String patch = "[{\"op\":\"replace\",\"path\":\"/contentType\",\"value\":\"image/png\"}]";
    String[] json = {"Content-Type", "application/json-patch+json"};
    refusal(
        send("PATCH", path, patch, json[0], json[1], SCOPE, "system/Binary.cruds"),
        403,
        "scope-missing");
    assertThat(send("HEAD", path, null).header("ETag")).isEqualTo("W/\"1\"");
    Reply patched = send("PATCH", path, patch, json);
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(get(path).header("Content-Type")).isEqualTo("image/png");
    assertThat(get(path).response().body()).hasSize(100);

    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
            + "{\"resourceType\":\"Binary\",\"contentType\":\"image/png\",\"data\":\"AAAA\"},"
            + "\"request\":{\"method\":\"POST\",\"url\":\"Binary\"}}]}";
    Reply shown = send("POST", "/", bundle, "Prefer", "return=representation");
    assertThat(shown.text()).doesNotContain("binary-content");
    JsonNode entry = shown.json().at("/entry/0/resource");
    assertThat(entry.get("contentType").asText()).isEqualTo("image/png");
    assertThat(entry.has("data")).isFalse();
    assertThat(entry.at("/meta/tag/0/code").asText()).isEqualTo("SUBSETTED");
  }

  @Test
  void contextThatIsNotHereOpensToNobody() {
    String resource =
        "{\"resourceType\":\"Binary\",\"contentType\":\"image/png\",\"securityContext\":"
            + "{\"reference\":\"https://elsewhere.example/fhir/Patient/1\"},\"data\":\"AAAA\"}";
    Reply created = send("POST", "/Binary", resource, "Prefer", "return=minimal");
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    refusal(get(created.header("Location")), 403, "security-context-unreadable");
  }

  @Test
  void contentBeyondTheLimitIsRefusedHoweverItComes() throws Exception {
    byte[] large = new byte[3 * 1024 * 1024 + 1];
    refusal(sendBytes("POST", "/Binary", large, "Content-Type", PDF), 413, "binary-too-large");
    refusal(
        sendBytes(
            "POST",
            "/Binary",
            FormatsTest.gzip(large),
            "Content-Type",
            PDF,
            "Content-Encoding",
            "gzip"),
        413,
        "binary-too-large");
    HttpRequest chunked =
        HttpRequest.newBuilder(URI.create(base() + "/Binary"))
            .header("Content-Type", PDF)
            .header("Authorization", "Bearer " + token("1"))
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();
    refusal(
        new Reply(CLIENT.send(chunked, HttpResponse.BodyHandlers.ofByteArray())),
        413,
        "binary-too-large");
    byte[] most = bytes(3 * 1024 * 1024);
    assertThat(get(posted(most, PDF)).response().body()).isEqualTo(most);
    String large2 = "{\"resourceType\":\"Binary\",\"data\":\"" + "AAAA".repeat(300_000) + "\"}";
    refusal(send("POST", "/Binary", large2), 413, "body-too-large");
  }

  @Test
  void connectionLostMidwayLeavesNothing() throws Exception {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    String unfinished = "select count(*) from binary_content where sha256 is null";
    try (Socket client = new Socket("localhost", port)) {
      client
          .getOutputStream()
          .write(
              ("POST /fhir/Binary HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                      + token("1")
                      + "\r\nContent-Type: application/pdf\r\nContent-Length: 2000000\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      client.getOutputStream().write(new byte[800_000]);
      client.getOutputStream().flush();
      until(
          Duration.ofSeconds(5),
          () ->
              jdbc.queryForObject(
                      "select count(*) from binary_chunk where content_id in"
                          + " (select content_id from binary_content where sha256 is null)",
                      Integer.class)
                  >= 3);
    }
    until(Duration.ofSeconds(5), () -> jdbc.queryForObject(unfinished, Integer.class) == 0);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from binary_chunk c where not exists"
                    + " (select 1 from binary_content b where b.content_id = c.content_id)",
                Integer.class))
        .isZero();
  }

  private String posted(byte[] bytes, String type) {
    Reply created = sendBytes("POST", "/Binary", bytes, "Content-Type", type);
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    String version = created.header("Location");
    return version.substring(0, version.indexOf("/_history"));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random().nextBytes(bytes);
    return bytes;
  }
}
