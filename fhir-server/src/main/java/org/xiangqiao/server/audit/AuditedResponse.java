package org.xiangqiao.server.audit;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * An answer that is held back until its audit is durable. The gate is asked once, when the first
 * byte is about to leave and the status is known; if it stays shut, a refusal goes out in its place
 * and whatever was to be said is dropped.
 */
final class AuditedResponse extends HttpServletResponseWrapper {

  /** Writes the answer that goes out when the gate stays shut. */
  @FunctionalInterface
  interface Refusal {
    void write(HttpServletResponse response) throws IOException;
  }

  private final AuditGate gate;
  private final Refusal refusal;
  private boolean asked;
  private boolean refused;

  AuditedResponse(HttpServletResponse response, AuditGate gate, Refusal refusal) {
    super(response);
    this.gate = gate;
    this.refusal = refusal;
  }

  /** At the end: an answer without a body passes the gate too. */
  void finish() throws IOException {
    passes(getStatus());
  }

  private boolean passes(int status) throws IOException {
    if (!asked) {
      asked = true;
      if (!gate.open(status)) {
        HttpServletResponse response = (HttpServletResponse) getResponse();
        response.reset();
        refusal.write(response);
        refused = true;
      }
    }
    return !refused;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return passes(getStatus()) ? super.getOutputStream() : new Nowhere();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    return passes(getStatus()) ? super.getWriter() : new PrintWriter(Writer.nullWriter());
  }

  @Override
  public void flushBuffer() throws IOException {
    if (passes(getStatus())) {
      super.flushBuffer();
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    if (passes(status)) {
      super.sendError(status);
    }
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    if (passes(status)) {
      super.sendError(status, message);
    }
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    if (passes(SC_FOUND)) {
      super.sendRedirect(location);
    }
  }

  @Override
  public void setStatus(int status) {
    if (!refused) {
      super.setStatus(status);
    }
  }

  @Override
  public void setHeader(String name, String value) {
    if (!refused) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!refused) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setContentLength(int length) {
    if (!refused) {
      super.setContentLength(length);
    }
  }

  @Override
  public void setContentLengthLong(long length) {
    if (!refused) {
      super.setContentLengthLong(length);
    }
  }

  @Override
  public void setContentType(String type) {
    if (!refused) {
      super.setContentType(type);
    }
  }

  @Override
  public void reset() {
    if (!refused) {
      super.reset();
    }
  }

  @Override
  public void resetBuffer() {
    if (!refused) {
      super.resetBuffer();
    }
  }

  private static final class Nowhere extends ServletOutputStream {

    private final OutputStream none = OutputStream.nullOutputStream();

    @Override
    public void write(int value) throws IOException {
      none.write(value);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("answers are written at once");
    }
  }
}
