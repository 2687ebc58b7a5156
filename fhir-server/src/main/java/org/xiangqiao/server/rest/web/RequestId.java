package org.xiangqiao.server.rest.web;

import jakarta.servlet.ServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a request, found again in its answer ({@code X-Request-Id}), in every log line ({@code
 * requestId} of the MDC) and in the audit trail.
 */
public final class RequestId {

  public static final String HEADER = "X-Request-Id";
  static final String MDC_KEY = "requestId";

  private static final String ATTRIBUTE = RequestId.class.getName();

  /**
   * What a sender's id may look like: it is written to logs, so nothing that could forge a line.
   */
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:\\-]{0,63}");

  private RequestId() {}

  /** The id given to this request; empty before it was given one. */
  public static String of(ServletRequest request) {
    Object id = request.getAttribute(ATTRIBUTE);
    return id == null ? "" : (String) id;
  }

  static String assign(ServletRequest request, String asked) {
    String id =
        asked != null && SANE.matcher(asked).matches() ? asked : UUID.randomUUID().toString();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }
}
