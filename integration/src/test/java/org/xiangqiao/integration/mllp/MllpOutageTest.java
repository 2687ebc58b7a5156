package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.MllpClient;

/** The database goes away and comes back: nobody is told AA for what is not safe. */
class MllpOutageTest {

  @TempDir Path directory;

  @Test
  void withoutDatabaseThereIsNoAnswerAndAfterwardsWorkResumesByItself() throws Exception {
    int port = freePort();
    EmbeddedPostgres postgres = postgres(port);
    try (RunningGateway gateway = new RunningGateway(postgres.getJdbcUrl("postgres", "postgres"));
        MllpClient client = gateway.client()) {
      byte[] before = message("A1");
      assertThat(answer(client.send(before)).accepted()).isTrue();

      postgres.close();
      byte[] during = message("A2");
      assertThatThrownBy(() -> client.send(during)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> client.send(before)).isInstanceOf(IOException.class);
      client.close();

      CompletableFuture<byte[]> answered =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return client.sendUntilAnswered(during, Duration.ofSeconds(60));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      postgres = postgres(port);
      assertThat(answer(answered.get()).accepted()).isTrue();
      assertThat(gateway.all(Patient.class, "family", "断")).hasSize(2);
      assertThat(gateway.entries())
          .hasSize(2)
          .allMatch(entry -> entry.state() == MessageState.STORED);
    } finally {
      postgres.close();
    }
  }

  private EmbeddedPostgres postgres(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(directory.resolve("pg"))
        .setOverrideWorkingDirectory(directory.resolve("programs").toFile())
        .setCleanDataDirectory(false)
        .setPGStartupWait(Duration.ofSeconds(60))
        .start();
  }

  private static byte[] message(String number) {
    return Hl7.adt(Hl7.controlId(), "20260301080000", Hl7.pid(number, "断^网"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Answer answer(byte[] bytes) {
    return Answer.of(bytes, StandardCharsets.UTF_8);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
