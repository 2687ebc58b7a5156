package org.xiangqiao.integration.mllp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A sender that sends one byte every 50 ms or so. */
final class Trickle {

  private final Socket socket;
  private final OutputStream out;
  private final byte[] bytes;
  private final long begin = System.nanoTime();
  private int sent;
  private boolean open = true;
  private Duration taken;

  /**
   * @param out where the bytes go, with {@code socket} at its end
   */
  Trickle(Socket socket, OutputStream out, byte[] bytes) throws IOException {
    this.socket = socket;
    this.out = out;
    this.bytes = bytes;
    socket.setSoTimeout(50);
  }

  void bytes(int count) {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  /** Until the other side closes, or there is nothing left to send. */
  void untilCut() {
    while (open && sent < bytes.length) {
      next();
    }
    taken = Duration.ofNanos(System.nanoTime() - begin);
  }

  private void next() {
    try {
      out.write(bytes[sent++]);
      out.flush();
      // What the other side says meanwhile, session tickets for example, does not hasten this one.
      do {
        open = socket.getInputStream().read() >= 0;
      } while (open);
    } catch (SocketTimeoutException nothingYet) {
      // Still open.
    } catch (IOException cut) {
      open = false;
    }
  }

  int sent() {
    return sent;
  }

  Duration taken() {
    return taken;
  }
}
