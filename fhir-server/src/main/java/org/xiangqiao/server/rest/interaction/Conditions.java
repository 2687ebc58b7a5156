package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.StoredResource;

/** Conditions in headers: ETags and dates (R4 http.html#cread, #concurrency; RFC 9110). */
final class Conditions {

  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");

  private Conditions() {}

  /** The version {@code If-Match} asks for, or null. */
  static Long ifMatch(ServletRequestDetails request) {
    String header = request.getHeader("If-Match");
    if (header == null) {
      return null;
    }
    Matcher tag = ETAG.matcher(header.trim());
    if (!tag.matches()) {
      throw RestFaults.invalid("if-match-invalid", "http.if-match").exception();
    }
    return Long.valueOf(tag.group(1));
  }

  /** True if a write may only create: {@code If-None-Match: *} (RFC 9110, 13.1.2). */
  static boolean onlyIfAbsent(ServletRequestDetails request) {
    String header = request.getHeader("If-None-Match");
    if (header != null && !header.trim().equals("*")) {
      throw RestFaults.invalid("if-none-match-invalid", "http.if-none-match").exception();
    }
    return header != null;
  }

  /** True if the client already has this version. */
  static boolean unchanged(ServletRequestDetails request, StoredResource resource) {
    String tags = request.getHeader("If-None-Match");
    if (tags != null) {
      if (tags.trim().equals("*")) {
        return true;
      }
      Matcher tag = ETAG.matcher(tags);
      while (tag.find()) {
        if (Long.parseLong(tag.group(1)) == resource.version()) {
          return true;
        }
      }
      return false;
    }
    Instant since = date(request.getHeader("If-Modified-Since"));
    return since != null && !resource.lastUpdated().truncatedTo(ChronoUnit.SECONDS).isAfter(since);
  }

  /** A date that cannot be read does not bind anybody (RFC 9110, 13.1.3). */
  private static Instant date(String header) {
    if (header == null) {
      return null;
    }
    try {
      return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException unreadable) {
      return null;
    }
  }
}
