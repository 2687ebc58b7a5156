package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a content (RFC 9110, 14). Several parts, {@code If-Range} (our ETags are weak) and a
 * request that lets the answer be compressed get the whole, as the RFC allows.
 *
 * @param length 0 if nothing of the content is meant
 */
record ByteRange(long first, long length) {

  private static final Pattern SINGLE =
      Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})", Pattern.CASE_INSENSITIVE);

  /** Null if the whole is to be given. */
  static ByteRange asked(ServletRequestDetails request, long whole) {
    String header = request.getHeader("Range");
    String encodings = request.getHeader("Accept-Encoding");
    if (header == null
        || request.getHeader("If-Range") != null
        || encodings != null && encodings.toLowerCase(Locale.ROOT).contains("gzip")) {
      return null;
    }
    return of(header, whole);
  }

  static ByteRange of(String header, long whole) {
    Matcher range = SINGLE.matcher(header.trim());
    if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
      return null;
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(whole, Long.parseLong(range.group(2)));
      return new ByteRange(whole - last, last);
    }
    long first = Long.parseLong(range.group(1));
    long end =
        range.group(2).isEmpty() ? whole : Math.min(whole, Long.parseLong(range.group(2)) + 1);
    if (!range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first) {
      return null;
    }
    return new ByteRange(first, Math.max(0, end - first));
  }

  String header(long whole) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + whole;
  }
}
