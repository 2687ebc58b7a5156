package org.xiangqiao.integration.mllp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.camel.component.mllp.MllpEndpoint;
import org.apache.camel.component.mllp.MllpSocketException;
import org.apache.camel.component.mllp.internal.MllpSocketBuffer;
import org.xiangqiao.integration.mllp.Deadlines.Deadline;

/**
 * Reads one MLLP frame ({@code 0B … 1C 0D}) at a time. Camel's own buffer bounds only the pause
 * between two reads, throws oversized frames away without an answer, and drops what follows a frame
 * in the same packet; here a frame has a deadline and a size, both failures are told, and the bytes
 * of the next frame wait their turn.
 */
class FrameBuffer extends MllpSocketBuffer {

  private static final byte START = 0x0B;
  private static final byte END = 0x1C;
  private static final byte RETURN = 0x0D;
  private static final int ENVELOPE = 3;
  private static final int HEAD = 64 * 1024;
  private static final int SHORTEST_HEADER = 8;

  private final SenderConnection sender;
  private final int maxSize;
  private final FrameFaults faults;
  private final byte[] chunk = new byte[8192];
  private int next;
  private int filled;

  /**
   * @param sender the connection that this buffer is filled from and answers through, and no other
   */
  FrameBuffer(MllpEndpoint endpoint, SenderConnection sender, int maxSize, FrameFaults faults) {
    super(endpoint);
    this.sender = sender;
    this.maxSize = maxSize;
    this.faults = faults;
  }

  /** Fills this buffer with exactly one frame; a pause before its first byte is a timeout. */
  @Override
  public synchronized void readFrom(Socket socket, int receiveTimeout, int readTimeout)
      throws MllpSocketException, SocketTimeoutException {
    try {
      sender.open(receiveTimeout);
      awaitStart(socket, receiveTimeout);
      readFrame(socket);
    } catch (SocketTimeoutException idle) {
      throw idle;
    } catch (IOException e) {
      closeSocket(socket);
      throw new MllpSocketException("connection lost", e);
    }
  }

  /** Writes the answer; a sender that does not take it is cut off. */
  @Override
  public synchronized void writeTo(Socket socket) throws MllpSocketException {
    try (Deadline taken = sender.begin()) {
      super.writeTo(socket);
    }
  }

  @Override
  public void closeSocket(Socket socket) {
    inTime(() -> super.closeSocket(socket));
  }

  @Override
  public void closeSocket(Socket socket, String why) {
    inTime(() -> super.closeSocket(socket, why));
  }

  @Override
  public void resetSocket(Socket socket) {
    inTime(() -> super.resetSocket(socket));
  }

  @Override
  public void resetSocket(Socket socket, String why) {
    inTime(() -> super.resetSocket(socket, why));
  }

  /** Under TLS even closing writes to the peer, who may not be reading. */
  private void inTime(Runnable closing) {
    try (Deadline gone = sender.begin()) {
      closing.run();
    }
  }

  private void awaitStart(Socket socket, int receiveTimeout) throws IOException {
    long deadline = System.nanoTime() + Duration.ofMillis(receiveTimeout).toNanos();
    int b;
    do {
      if (next == filled) {
        sender.patience(left(deadline));
      }
      b = read(socket);
      if (b < 0) {
        throw new IOException("closed by the sender");
      }
    } while (b != START);
  }

  private void readFrame(Socket socket) throws IOException, MllpSocketException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(4096);
    frame.write(START);
    boolean complete;
    try (Deadline whole = sender.begin()) {
      complete = copyToEnd(socket, frame);
    } catch (IOException e) {
      complete = false;
    }
    byte[] bytes = frame.toByteArray();
    if (bytes.length > maxSize + ENVELOPE) {
      refuseTooLarge(socket, bytes);
    }
    if (!complete || bytes.length < SHORTEST_HEADER) {
      faults.truncated(bytes, sender.address());
      closeSocket(socket);
      throw new MllpSocketException("frame truncated");
    }
    reset();
    write(bytes, 0, bytes.length);
  }

  /** What is beyond the limit is read, so that the sender comes to listen, but not kept. */
  private boolean copyToEnd(Socket socket, ByteArrayOutputStream frame) throws IOException {
    sender.patience(sender.limitMillis());
    long patience = 16L * maxSize;
    int last = -1;
    for (long read = 0; read < patience; read++) {
      int b = read(socket);
      if (b < 0) {
        return false;
      }
      if (frame.size() <= maxSize + ENVELOPE) {
        frame.write(b);
      }
      if (last == END && b == RETURN) {
        return true;
      }
      last = b;
    }
    return false;
  }

  private void refuseTooLarge(Socket socket, byte[] frame) throws IOException, MllpSocketException {
    byte[] head = Arrays.copyOf(frame, Math.min(frame.length, HEAD));
    byte[] answer = faults.tooLarge(head, sender.address());
    if (answer != null) {
      ByteArrayOutputStream enveloped = new ByteArrayOutputStream(answer.length + ENVELOPE);
      enveloped.write(START);
      enveloped.write(answer);
      enveloped.write(END);
      enveloped.write(RETURN);
      try (Deadline taken = sender.begin()) {
        OutputStream out = socket.getOutputStream();
        out.write(enveloped.toByteArray());
        out.flush();
      }
    }
    closeSocket(socket);
    throw new MllpSocketException("frame too large");
  }

  private int read(Socket socket) throws IOException {
    if (next == filled) {
      InputStream in = socket.getInputStream();
      filled = in.read(chunk);
      next = 0;
      if (filled < 0) {
        filled = 0;
        return -1;
      }
    }
    return chunk[next++] & 0xFF;
  }

  private static int left(long deadline) throws SocketTimeoutException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("no frame");
    }
    return (int) Math.min(left + 1, Integer.MAX_VALUE);
  }
}
