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

  private static final int TUNNEL = -1;

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

  /** A proxy that is asked by CONNECT for a connection through it. */
  static Relay tunnel() throws IOException {
    return new Relay(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), TUNNEL);
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
        open.add(from);
        Socket to =
            target == TUNNEL
                ? connected(from)
                : new Socket(InetAddress.getByName("127.0.0.1"), target);
        open.add(to);
        threads.execute(() -> copy(from, to, target != TUNNEL));
        threads.execute(() -> copy(to, from, false));
      }
    } catch (IOException closed) {
      // The relay is closed.
    }
  }

  /** To where the head of the request says. */
  private Socket connected(Socket from) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) from.getInputStream().read());
    }
    String first = head.toString().lines().findFirst().orElse("");
    firstLines.add(first);
    String[] place = first.split(" ")[1].split(":");
    Socket to = new Socket(place[0], Integer.parseInt(place[1]));
    from.getOutputStream()
        .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    return to;
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
