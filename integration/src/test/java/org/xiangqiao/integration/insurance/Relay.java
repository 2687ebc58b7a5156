package org.xiangqiao.integration.insurance;

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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A socket before the platform that hands everything on: as an HTTP proxy of plain requests, or,
 * with TLS, as the gateway that ends it.
 */
final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> firstLines = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private Relay(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
    threads.execute(this::accept);
  }

  static Relay plain(int target) throws IOException {
    return new Relay(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), target);
  }

  /** Wants a certificate of the client. */
  static Relay tls(int target, SSLContext context) throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    server.setNeedClientAuth(true);
    return new Relay(server, target);
  }

  URI url(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
  }

  List<String> firstLines() {
    return firstLines;
  }

  private void accept() {
    try {
      while (true) {
        Socket from = server.accept();
        Socket to = new Socket(InetAddress.getByName("127.0.0.1"), target);
        open.add(from);
        open.add(to);
        threads.execute(() -> copy(from, to, true));
        threads.execute(() -> copy(to, from, false));
      }
    } catch (IOException closed) {
      // The relay is closed.
    }
  }

  private void copy(Socket from, Socket to, boolean first) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      boolean head = first;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (head) {
          String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
          firstLines.add(text.lines().findFirst().orElse(""));
          head = false;
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
