package org.xiangqiao.server.rest.body;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.RestFaults;

/** Reads a request's body up to a limit that holds before and after gzip. */
public final class BodyReader {

  private final long limit;

  public BodyReader(long limit) {
    this.limit = limit;
  }

  public byte[] read(HttpServletRequest request) {
    if (request.getContentLengthLong() > limit) {
      throw RestFaults.tooLarge(limit).exception();
    }
    byte[] body;
    try (InputStream in = decoded(request)) {
      body = in.readNBytes(Math.toIntExact(limit) + 1);
    } catch (IOException broken) {
      throw RestFaults.invalid("body-broken", "").exception();
    }
    if (body.length > limit) {
      throw RestFaults.tooLarge(limit).exception();
    }
    return body;
  }

  /** The body as it was before its {@code Content-Encoding}, to be streamed. */
  static InputStream decoded(HttpServletRequest request) throws IOException {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
      return request.getInputStream();
    }
    if (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip")) {
      return new GZIPInputStream(request.getInputStream(), 8192);
    }
    throw RestFaults.of(
            415, IssueType.NOTSUPPORTED, "unsupported-encoding", "http.content-encoding", encoding)
        .exception();
  }
}
