package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever closes his connection frees his query; whoever stays is not disturbed. */
class ClientLeavesTest extends RestServerTest {

  @Test
  void queryOfAClientThatHasLeftIsFreed() throws Exception {
    for (String path : new String[] {"/Slot?status=free", "/Slot/1", "/Slot/1/_history"}) {
      try (Connection holder = locked("resource_slot")) {
        Socket client = asked(path);
        until(Duration.ofSeconds(5), () -> waiting("resource_slot") == 1);
        client.close();
        until(Duration.ofSeconds(3), () -> waiting("resource_slot") == 0);
        holder.rollback();
      }
    }
    assertThat(get("/Slot").status()).isEqualTo(200);
  }

  @Test
  void aResetCountsAsLeaving() throws Exception {
    try (Connection holder = locked("resource_slot")) {
      Socket client = asked("/Slot?status=busy");
      until(Duration.ofSeconds(5), () -> waiting("resource_slot") == 1);
      client.setSoLinger(true, 0);
      client.close();
      until(Duration.ofSeconds(3), () -> waiting("resource_slot") == 0);
      holder.rollback();
    }
  }

  @Test
  void clientThatStaysGetsEveryAnswerInOrder() throws Exception {
    try (Socket client = connected()) {
      try (Connection holder = locked("resource_schedule")) {
        ask(client, "/Schedule?_summary=count");
        until(Duration.ofSeconds(5), () -> waiting("resource_schedule") == 1);
        // Long enough to be looked at several times, before and after more bytes have arrived.
        Thread.sleep(1200);
        ask(client, "/Schedule/never-was");
        Thread.sleep(600);
        assertThat(waiting("resource_schedule")).isEqualTo(1);
        holder.rollback();
      }
      String answers = "";
      byte[] some = new byte[8192];
      for (int read;
          !answers.contains("never-was does not exist")
              && (read = client.getInputStream().read(some)) > 0; ) {
        answers += new String(some, 0, read, StandardCharsets.UTF_8);
      }
      assertThat(answers.split("HTTP/1.1 ")).hasSize(3);
      assertThat(answers.split("HTTP/1.1 ")[1]).startsWith("200").contains("\"total\":");
      assertThat(answers.split("HTTP/1.1 ")[2]).startsWith("404");
    }
  }

  @Test
  void writeOfAClientThatHasLeftIsFinished() throws Exception {
    String body =
        "{\"resourceType\":\"Schedule\",\"id\":\"left\",\"active\":true,\"actor\":[{\"display\":\"x\"}]}";
    try (Connection holder = locked("resource_schedule")) {
      Socket client = connected();
      client
          .getOutputStream()
          .write(
              (head("PUT", "/Schedule/left")
                      + "Content-Type: application/fhir+json\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8));
      until(Duration.ofSeconds(5), () -> waiting("resource_schedule") == 1);
      client.close();
      Thread.sleep(1500);
      assertThat(waiting("resource_schedule")).isEqualTo(1);
      holder.rollback();
    }
    until(Duration.ofSeconds(5), () -> get("/Schedule/left").status() == 200);
  }

  private Socket asked(String path) throws IOException {
    Socket client = connected();
    ask(client, path);
    return client;
  }

  private Socket connected() throws IOException {
    Socket client = new Socket("localhost", port);
    client.setSoTimeout(10_000);
    return client;
  }

  private void ask(Socket client, String path) throws IOException {
    client.getOutputStream().write((head("GET", path) + "\r\n").getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }

  private String head(String method, String path) {
    return method
        + " /fhir"
        + path
        + " HTTP/1.1\r\nHost: localhost:"
        + port
        + "\r\nAuthorization: Bearer "
        + token("1")
        + "\r\n";
  }
}
