package org.xiangqiao.simulators.county;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountyPlatformTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private CountyPlatform platform;

  @BeforeEach
  void open() throws IOException {
    platform = new CountyPlatform(0, 0, directory.resolve("county.jsonl"));
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void takesAMessageOnceAndAcknowledgesItAgain() throws Exception {
    assertThat(result(post("m1", "1101"))).isEqualTo("ACCEPTED");
    assertThat(result(post("m1", "1101"))).isEqualTo("DUPLICATE");
    assertThat(platform.received()).extracting(CountyRecord::messageId).containsExactly("m1");
    assertThat(platform.arrivals()).containsExactly("m1", "m1");
  }

  @Test
  void findsWhatItTookAfterARestart() throws Exception {
    post("m1", "1101");
    post("m2", "1101");
    platform.close();
    open();
    assertThat(platform.received()).extracting(CountyRecord::messageId).containsExactly("m1", "m2");
    assertThat(result(post("m2", "1101"))).isEqualTo("DUPLICATE");
  }

  @Test
  void refusesByRuleWithCodeAndReason() throws Exception {
    platform.faults(
        CountyFault.refuse("E102", "unknown vaccine").when("/dose/vaccineCode", "9999"));
    HttpResponse<String> refused = post("m1", "9999");
    assertThat(refused.statusCode()).isEqualTo(422);
    JsonNode body = JSON.readTree(refused.body());
    assertThat(body.path("result").asText()).isEqualTo("REFUSED");
    assertThat(body.path("code").asText()).isEqualTo("E102");
    assertThat(result(post("m2", "1101"))).isEqualTo("ACCEPTED");
    assertThat(platform.received()).extracting(CountyRecord::messageId).containsExactly("m2");
  }

  @Test
  void failsAsOftenAsTold() throws Exception {
    platform.faults(CountyFault.status(503).times(2));
    assertThat(post("m1", "1101").statusCode()).isEqualTo(503);
    assertThat(post("m1", "1101").statusCode()).isEqualTo(503);
    assertThat(result(post("m1", "1101"))).isEqualTo("ACCEPTED");
  }

  @Test
  void resetStoresNothingAndALostAcknowledgementStores() throws Exception {
    platform.faults(CountyFault.reset().times(1));
    assertThatThrownBy(() -> post("m1", "1101")).isInstanceOf(IOException.class);
    assertThat(platform.received()).isEmpty();
    platform.faults(CountyFault.loseAcknowledgement().times(1));
    assertThatThrownBy(() -> post("m1", "1101")).isInstanceOf(IOException.class);
    assertThat(platform.received()).hasSize(1);
    assertThat(result(post("m1", "1101"))).isEqualTo("DUPLICATE");
  }

  @Test
  void garbageIsNoAcknowledgementAndDelayIsLate() throws Exception {
    platform.faults(CountyFault.delay(Duration.ofMillis(150)), CountyFault.garbage());
    long start = System.nanoTime();
    HttpResponse<String> answer = post("m1", "1101");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> JSON.readTree(answer.body())).isInstanceOf(IOException.class);
  }

  @Test
  void isSteeredOverHttpEvenWhileDown() throws Exception {
    control("PUT", "/faults", "[{\"kind\":\"STATUS\",\"status\":500,\"times\":1}]");
    assertThat(post("m1", "1101").statusCode()).isEqualTo(500);
    control("POST", "/down", "");
    assertThatThrownBy(() -> post("m1", "1101")).isInstanceOf(ConnectException.class);
    control("POST", "/up", "");
    assertThat(result(post("m1", "1101"))).isEqualTo("ACCEPTED");
    assertThat(control("GET", "/received/count", "").path("received").asInt()).isEqualTo(1);
    assertThat(control("GET", "/received", "").at("/0/message/messageId").asText()).isEqualTo("m1");
    assertThat(control("PUT", "/faults", "{\"kind\":\"NONSENSE\"}").has("error")).isTrue();
  }

  private HttpResponse<String> post(String messageId, String vaccineCode)
      throws IOException, InterruptedException {
    String body =
        JSON.createObjectNode()
            .put("messageId", messageId)
            .set("dose", JSON.createObjectNode().put("vaccineCode", vaccineCode))
            .toString();
    return http.send(
        HttpRequest.newBuilder(platform.url().resolve("/immunizations"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode control(String method, String path, String body)
      throws IOException, InterruptedException {
    URI uri = platform.controlUrl().resolve(path);
    return JSON.readTree(
        http.send(
                HttpRequest.newBuilder(uri)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  private static String result(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body()).path("result").asText();
  }
}
