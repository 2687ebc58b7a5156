package org.xiangqiao.integration.insurance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy that opens tunnels (CONNECT) and keeps what passes through them. */
final class ConnectProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
  private volatile String refusal;

  ConnectProxy() throws IOException {
    threads.execute(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /**
   * @param status such as {@code 403 Forbidden}; null to open tunnels again
   */
  void refuse(String status) {
    refusal = status;
  }

  /** First lines of what clients asked the proxy itself for. */
  List<String> asked() {
    return asked;
  }

  /** All bytes in both directions, as a listener on the line sees them. */
  String passed() {
    synchronized (passed) {
      return passed.toString(StandardCharsets.UTF_8);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // The proxy is closed.
    }
  }

  private void serve(Socket client) {
    try {
      String line = head(client.getInputStream()).lines().findFirst().orElse("");
      asked.add(line);
      String status = refusal;
      if (status != null || !line.startsWith("CONNECT ")) {
        answer(client, status == null ? "405 Method Not Allowed" : status, "Content-Length: 0\r\n");
        client.close();
        return;
      }
      URI target = URI.create("tcp://" + line.split(" ")[1]);
      Socket platform = new Socket(target.getHost(), target.getPort());
      open.add(platform);
      answer(client, "200 Connection established", "");
      threads.execute(() -> copy(platform, client));
      copy(client, platform);
    } catch (IOException ended) {
      // One side hung up.
    }
  }

  private static void answer(Socket client, String status, String headers) throws IOException {
    client
        .getOutputStream()
        .write(
            ("HTTP/1.1 " + status + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.append((char) next);
      if (head.indexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    return head.toString();
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        synchronized (passed) {
          passed.write(buffer, 0, read);
        }
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException ended) {
      // One side hung up.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
