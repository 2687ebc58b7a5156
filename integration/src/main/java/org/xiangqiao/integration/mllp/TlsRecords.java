package org.xiangqiao.integration.mllp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.function.Supplier;
import org.xiangqiao.integration.mllp.Deadlines.Deadline;

/**
 * TLS records (RFC 8446, 5.1) as they come off the wire: one that has begun has to be complete in
 * time. Between two records nothing is timed here.
 */
final class TlsRecords extends InputStream {

  private static final int HEADER = 5;
  private static final int LENGTH_HIGH = 3;
  private static final int LENGTH_LOW = 4;

  private final PushbackInputStream wire;
  private final Supplier<Deadline> deadlines;
  private int header;
  private int left;
  private Deadline running;

  TlsRecords(InputStream wire, Supplier<Deadline> deadlines) {
    this.wire = new PushbackInputStream(wire, 1);
    this.deadlines = deadlines;
  }

  /** Returns when there is a byte to read, which it leaves there. */
  void awaitFirst() throws IOException {
    int first = wire.read();
    if (first < 0) {
      throw new EOFException("closed by the sender");
    }
    wire.unread(first);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = wire.read(bytes, offset, length);
    if (count > 0 && follow(bytes, offset, offset + count)) {
      done();
    }
    if (header > 0 && running == null) {
      running = deadlines.get();
    }
    return count;
  }

  /**
   * @return whether a record ended among these bytes
   */
  private boolean follow(byte[] bytes, int from, int end) {
    boolean ended = false;
    int at = from;
    while (at < end) {
      if (header < HEADER) {
        readHeader(bytes[at++] & 0xFF);
      } else {
        int step = Math.min(left, end - at);
        left -= step;
        at += step;
      }
      if (header == HEADER && left == 0) {
        header = 0;
        ended = true;
      }
    }
    return ended;
  }

  private void readHeader(int b) {
    if (header == LENGTH_HIGH) {
      left = b << 8;
    } else if (header == LENGTH_LOW) {
      left |= b;
    }
    header++;
  }

  private void done() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  @Override
  public int available() throws IOException {
    return wire.available();
  }

  @Override
  public void close() throws IOException {
    done();
    wire.close();
  }
}
