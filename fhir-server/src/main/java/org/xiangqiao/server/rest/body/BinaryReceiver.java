package org.xiangqiao.server.rest.body;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.binary.BinaryContent;
import org.xiangqiao.store.binary.BinaryContents;
import org.xiangqiao.store.binary.ContentMark;

/**
 * Makes a Binary of a body that is its content, and not a resource (R4 http.html#binary). The bytes
 * go to the store as they arrive.
 */
public final class BinaryReceiver {

  /** Header that names what the Binary is a part of, for access control. */
  public static final String SECURITY_CONTEXT = "X-Security-Context";

  private static final Logger LOG = LoggerFactory.getLogger(BinaryReceiver.class);
  private static final Pattern LOCAL = Pattern.compile("[A-Z][A-Za-z]+/[A-Za-z0-9\\-.]{1,64}");

  private final BinaryContents contents;
  private final long limit;

  /**
   * @param limit bytes of a content, after gzip
   */
  public BinaryReceiver(BinaryContents contents, long limit) {
    this.contents = contents;
    this.limit = limit;
  }

  public Binary receive(Caller caller, HttpServletRequest request) {
    Binary binary = new Binary();
    binary.setContentType(mediaType(request.getContentType()));
    String securityContext = request.getHeader(SECURITY_CONTEXT);
    if (securityContext != null) {
      if (!LOCAL.matcher(securityContext.trim()).matches()) {
        throw RestFaults.invalid("security-context-invalid", "http.x-security-context").exception();
      }
      binary.setSecurityContext(new Reference(securityContext.trim()));
    }
    try {
      if (request.getContentLengthLong() > limit) {
        throw tooLarge();
      }
      ContentMark.put(binary, content(caller, request));
      return binary;
    } catch (StoreException refusal) {
      drain(request);
      throw refusal;
    }
  }

  /**
   * A client that has not asked beforehand ({@code Expect}) reads its refusal only when it has sent
   * its body; so much of that as might have been accepted is taken and dropped.
   */
  private void drain(HttpServletRequest request) {
    if (request.getHeader("Expect") != null) {
      return;
    }
    try {
      InputStream body = request.getInputStream();
      byte[] dropped = new byte[64 * 1024];
      long left = limit;
      for (int read; left > 0 && (read = body.read(dropped)) >= 0; ) {
        left -= read;
      }
    } catch (IOException gone) {
      LOG.debug("client closed the connection before its body was complete");
    }
  }

  private BinaryContent content(Caller caller, HttpServletRequest request) {
    BinaryContent content;
    try {
      // Not closed: what is left of it may have to be drained.
      content = contents.receive(caller, BodyReader.decoded(request), limit);
    } catch (IOException broken) {
      throw RestFaults.invalid("body-broken", "").exception();
    }
    if (content.length() == 0) {
      throw RestFaults.invalid("body-missing", "").exception();
    }
    return content;
  }

  private static String mediaType(String sent) {
    try {
      if (sent != null && MediaType.parseMediaType(sent).isConcrete()) {
        return sent.trim();
      }
    } catch (InvalidMediaTypeException malformed) {
      throw RestFaults.unsupportedMediaType(sent).exception();
    }
    throw RestFaults.unsupportedMediaType(sent == null ? "-" : sent).exception();
  }

  private StoreException tooLarge() {
    return StoreProblem.of(StoreProblem.Kind.TOO_LARGE, "Binary.data", "binary-too-large", limit)
        .exception();
  }
}
