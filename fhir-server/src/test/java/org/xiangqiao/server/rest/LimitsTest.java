package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Size of bodies, depth, addresses and headers; what the container refuses by itself. */
class LimitsTest extends RestServerTest {

  private static final int OVER_1_MB = 1_100_000;

  @Test
  void bodyBeyondTheLimitIsRefusedHoweverItComes() throws Exception {
    String large = resident("云").replace("小明", "a".repeat(OVER_1_MB));
    refusal(send("POST", "/Patient", large), 413, "body-too-large");
    byte[] zipped = FormatsTest.gzip(large.getBytes(StandardCharsets.UTF_8));
    assertThat(zipped.length).isLessThan(100_000);
    refusal(
        sendBytes("POST", "/Patient", zipped, "Content-Encoding", "gzip"), 413, "body-too-large");
    HttpRequest chunked =
        HttpRequest.newBuilder(URI.create(base() + "/Patient"))
            .header("Content-Type", "application/fhir+json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
            .build();
    refusal(
        new Reply(CLIENT.send(chunked, HttpResponse.BodyHandlers.ofByteArray())),
        413,
        "body-too-large");
    refusal(
        sendBytes("POST", "/Patient", new byte[] {1, 2, 3}, "Content-Encoding", "gzip"),
        400,
        "body-broken");
  }

  @Test
  void depthIsBounded() {
    String json =
        "{\"resourceType\":\"Patient\",\"extension\":"
            + "[{\"extension\":".repeat(40)
            + "[]"
            + "}]".repeat(40)
            + "}";
    refusal(send("POST", "/Patient", json), 400, "too-deep");
    String xml =
        "<Patient xmlns=\"http://hl7.org/fhir\">"
            + "<extension>".repeat(70)
            + "</extension>".repeat(70)
            + "</Patient>";
    refusal(send("POST", "/Patient", xml, "Content-Type", "application/fhir+xml"), 400, "too-deep");
  }

  @Test
  void longAddressesAreRefused() {
    refusal(get("/Patient?_id=" + "x".repeat(8200)), 414, "url-too-long");
    assertThat(get("/Patient?_id=" + "x".repeat(4000)).status()).isEqualTo(200);
  }

  @Test
  void containersOwnRefusalsAreOutcomesToo() throws IOException {
    refusal(get("/Patient/%00"), 400, "bad-request");
    refusal(get("/Patient/..%2f..%2fmetadata"), 400, "bad-request");
    assertOutcome(raw("GET /fhir/Patient?name=<x> HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
    assertOutcome(raw("NONSENSE\r\n\r\n"), 400);
    assertOutcome(
        raw(
            "GET /fhir/Patient HTTP/1.1\r\nHost: localhost\r\nX-Long: "
                + "x".repeat(40_000)
                + "\r\n\r\n"),
        400);
    assertOutcome(raw("GET /fhir/Patient HTTP/1.1\r\nHost: a b\r\n\r\n"), 400);
    assertOutcome(raw("TRACE /fhir/Patient HTTP/1.1\r\nHost: localhost\r\n\r\n"), 405);
  }

  private void assertOutcome(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).contains("\"resourceType\":\"OperationOutcome\"");
    assertThat(answer.toLowerCase()).contains("x-request-id:").doesNotContain("tomcat", "<html");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      byte[] answer = new byte[8192];
      int length = 0;
      int read;
      while (length < answer.length
          && !new String(answer, 0, length, StandardCharsets.UTF_8).endsWith("}")
          && (read = socket.getInputStream().read(answer, length, answer.length - length)) > 0) {
        length += read;
      }
      return new String(answer, 0, length, StandardCharsets.UTF_8);
    }
  }
}
