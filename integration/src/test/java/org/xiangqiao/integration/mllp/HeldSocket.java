package org.xiangqiao.integration.mllp;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** A connection whose outgoing bytes can be held back, to be sent in another rhythm. */
final class HeldSocket extends Socket {

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private volatile boolean holding;

  HeldSocket(String host, int port) throws IOException {
    super(host, port);
  }

  void hold() {
    holding = true;
  }

  byte[] held() {
    return held.toByteArray();
  }

  /** Past the holding. */
  OutputStream wire() throws IOException {
    return super.getOutputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (holding) {
          held.write(bytes, offset, length);
        } else {
          out.write(bytes, offset, length);
        }
      }
    };
  }
}
