package org.xiangqiao.integration.mllp;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.xiangqiao.integration.mllp.Deadlines.Deadline;

/** A sender's accepted connection, plain or under TLS, on which nothing may be done slowly. */
final class SenderConnection {

  private final Socket tcp;
  private final Deadlines deadlines;
  private final Duration limit;
  private final TlsRecords records;
  private final SSLSocket tls;
  private boolean open;

  /**
   * @param tls null for plain TCP
   * @param limit for a handshake, a TLS record, a frame and an answer each, from its first byte
   */
  SenderConnection(Socket tcp, ListenerTls tls, Deadlines deadlines, Duration limit)
      throws IOException {
    this.tcp = tcp;
    this.deadlines = deadlines;
    this.limit = limit;
    this.records = tls == null ? null : new TlsRecords(tcp.getInputStream(), this::begin);
    this.tls = tls == null ? null : tls.over(tcp, records);
    this.open = tls == null;
  }

  /** Where messages are read and answers written. */
  Socket socket() {
    return tls == null ? tcp : tls;
  }

  /** From now on the limit runs, until what is returned is closed. */
  Deadline begin() {
    return deadlines.begin(tcp, limit);
  }

  /**
   * Makes sure that messages can be read. A sender may connect long before it has something to say,
   * so the handshake is timed from its first byte.
   *
   * @throws SocketTimeoutException nothing came for so long; may be called again
   */
  void open(int patienceMillis) throws IOException {
    if (open) {
      return;
    }
    tcp.setSoTimeout(patienceMillis);
    records.awaitFirst();
    try (Deadline handshake = begin()) {
      tcp.setSoTimeout(limitMillis());
      tls.startHandshake();
    } catch (SocketTimeoutException e) {
      throw new IOException("handshake not done in time", e);
    }
    open = true;
  }

  /** Reads wait at most so long for the next byte. */
  void patience(int millis) throws SocketException {
    tcp.setSoTimeout(millis);
  }

  int limitMillis() {
    return (int) limit.toMillis();
  }

  String address() {
    return tcp.getInetAddress().getHostAddress();
  }
}
