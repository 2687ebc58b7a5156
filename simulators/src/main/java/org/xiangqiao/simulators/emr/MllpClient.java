package org.xiangqiao.simulators.emr;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/**
 * The sending side of MLLP: one message, one acknowledgement, over one connection that is opened
 * again when it breaks. For one thread.
 */
public final class MllpClient implements Closeable {

  private static final int START = 0x0B;
  private static final int END = 0x1C;
  private static final int RETURN = 0x0D;

  private final InetSocketAddress address;
  private final SocketFactory sockets;
  private final Duration answerTimeout;
  private Socket socket;

  public MllpClient(String host, int port, Duration answerTimeout) {
    this(host, port, answerTimeout, SocketFactory.getDefault());
  }

  /**
   * @param sockets an {@code SSLSocketFactory} for TLS
   */
  public MllpClient(String host, int port, Duration answerTimeout, SocketFactory sockets) {
    this.address = new InetSocketAddress(host, port);
    this.answerTimeout = answerTimeout;
    this.sockets = sockets;
  }

  /**
   * Sends once.
   *
   * @return the acknowledgement without framing
   * @throws IOException when there is none: nothing is known about the message then
   */
  public byte[] send(byte[] message) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(message.length + 3);
    frame.write(START);
    frame.writeBytes(message);
    frame.write(END);
    frame.write(RETURN);
    sendRaw(frame.toByteArray());
    return receive();
  }

  /** Sends the same bytes again and again until there is an acknowledgement. */
  public byte[] sendUntilAnswered(byte[] message, Duration patience) throws IOException {
    Instant until = Instant.now().plus(patience);
    Duration pause = Duration.ofMillis(100);
    while (true) {
      try {
        return send(message);
      } catch (IOException e) {
        close();
        if (Instant.now().isAfter(until)) {
          throw e;
        }
        LockSupport.parkNanos(pause.toNanos());
        pause = pause.compareTo(Duration.ofSeconds(2)) < 0 ? pause.multipliedBy(2) : pause;
      }
    }
  }

  /** Bytes as they are, for senders that do it wrong. */
  public void sendRaw(byte[] bytes) throws IOException {
    if (socket == null || socket.isClosed()) {
      socket = sockets.createSocket();
      socket.connect(address, (int) answerTimeout.toMillis());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) answerTimeout.toMillis());
    }
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** The next acknowledgement on this connection. */
  public byte[] receive() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (int b = in.read(); b != START; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection closed without acknowledgement");
      }
    }
    byte[] chunk = new byte[4096];
    while (true) {
      int n = in.read(chunk);
      if (n < 0) {
        throw new EOFException("connection closed within an acknowledgement");
      }
      answer.write(chunk, 0, n);
      byte[] soFar = answer.toByteArray();
      int length = soFar.length;
      if (length >= 2 && soFar[length - 2] == END && soFar[length - 1] == RETURN) {
        return java.util.Arrays.copyOf(soFar, length - 2);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
