package org.xiangqiao.simulators.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MllpClientTest {

  private static final byte[] MESSAGE = "MSH|^~\\&|A\r".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ANSWER =
      "\u000bMSH|^~\\&|B\rMSA|AA|1\r\u001c\r".getBytes(StandardCharsets.UTF_8);

  @Test
  void sendsTheSameBytesAgainUntilThereIsAnAnswer() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> serving =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (connections.incrementAndGet() <= 3) {
                    try (Socket socket = server.accept()) {
                      InputStream in = socket.getInputStream();
                      byte[] frame = in.readNBytes(MESSAGE.length + 3);
                      assertThat(frame[0]).isEqualTo((byte) 0x0B);
                      if (connections.get() == 3) {
                        socket.getOutputStream().write(ANSWER, 0, 5);
                        socket.getOutputStream().flush();
                        socket.getOutputStream().write(ANSWER, 5, ANSWER.length - 5);
                      }
                    }
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      try (MllpClient client =
          new MllpClient("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(5))) {
        byte[] bytes = client.sendUntilAnswered(MESSAGE, Duration.ofSeconds(20));
        assertThat(Answer.of(bytes, StandardCharsets.UTF_8).accepted()).isTrue();
      }
      serving.join();
      assertThat(connections).hasValue(4);
    }
  }

  @Test
  void aClosedConnectionIsNoAnswer() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        MllpClient client =
            new MllpClient("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(5))) {
      CompletableFuture<Void> serving =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().readNBytes(MESSAGE.length + 3);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThatThrownBy(() -> client.send(MESSAGE)).isInstanceOf(EOFException.class);
      serving.join();
    }
  }
}
