package org.xiangqiao.suites.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A client that sends any bytes, well-formed HTTP or not, and reads answers strictly (RFC 9112):
 * one that breaks the protocol is an error. Keeps its connection while both sides can.
 */
final class Connection implements AutoCloseable {

  private final int port;
  private final int patience;
  private Socket socket;
  private InputStream in;

  /**
   * @param patience milliseconds without a byte that count as a hang
   */
  Connection(int port, int patience) {
    this.port = port;
    this.patience = patience;
  }

  /**
   * @throws SocketTimeoutException if the server hangs
   * @throws IOException if its answer is no HTTP
   */
  Answer send(Request request) throws IOException {
    long start = System.nanoTime();
    boolean fresh = open() || !request.wellFormed();
    if (!request.wellFormed()) {
      close();
      open();
    }
    boolean written = write(request);
    if (!request.wellFormed() && written) {
      socket.shutdownOutput();
    }
    Answer answer;
    try {
      answer = read(request.method(), start);
    } catch (SocketTimeoutException hang) {
      close();
      throw hang;
    } catch (EOFException | java.net.SocketException closed) {
      close();
      // The server may have closed an idle connection at this very moment (RFC 9112, 9.3.1).
      return fresh ? Answer.none(millis(start)) : send(request);
    }
    if (!written || !request.wellFormed() || "close".equals(answer.header("connection"))) {
      close();
    }
    return answer;
  }

  private boolean open() throws IOException {
    if (socket != null) {
      return false;
    }
    socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), patience);
    socket.setSoTimeout(patience);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 16384);
    return true;
  }

  /** False if the server stopped listening before the end, as it may when it refuses early. */
  private boolean write(Request request) {
    try {
      socket.getOutputStream().write(request.bytes());
      socket.getOutputStream().flush();
      return true;
    } catch (IOException refusedEarly) {
      return false;
    }
  }

  private Answer read(String method, long start) throws IOException {
    int status;
    Map<String, String> headers;
    do {
      status = status(line());
      headers = headers();
    } while (status < 200);
    byte[] body;
    if (method.equals("HEAD") || status == 204 || status == 304) {
      body = new byte[0];
    } else if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      body = chunked();
    } else if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length"));
      body = in.readNBytes(length);
      if (body.length < length) {
        throw new IOException("answer ends after " + body.length + " of " + length + " bytes");
      }
    } else {
      body = in.readAllBytes();
      headers.put("connection", "close");
    }
    return new Answer(status, headers, body, millis(start));
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.1 [1-5][0-9]{2}( .*)?")) {
      throw new IOException("no status line: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("no header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return headers;
  }

  private byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line().split(";")[0].trim(), 16);
      body.write(in.readNBytes(length));
      if (!line().isEmpty()) {
        throw new IOException("chunk without an end");
      }
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  private static long millis(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Override
  public void close() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException alreadyGone) {
        // Nothing is left to close.
      }
      socket = null;
    }
  }
}
