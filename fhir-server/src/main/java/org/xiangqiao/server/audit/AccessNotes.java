package org.xiangqiao.server.audit;

import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.xiangqiao.server.rest.web.SeenResidents;

/**
 * What became known about an access while it was served: residents whose data leave with the
 * answer, and whether a write has left its own records in its transaction.
 */
final class AccessNotes {

  private static final String ATTRIBUTE = AccessNotes.class.getName();

  private final SeenResidents residents;
  private boolean writeRecorded;
  private String type = "";
  private String id = "";
  private long version;

  private AccessNotes(SeenResidents residents) {
    this.residents = residents;
  }

  static AccessNotes of(ServletRequest request) {
    AccessNotes notes = (AccessNotes) request.getAttribute(ATTRIBUTE);
    if (notes == null) {
      notes = new AccessNotes(SeenResidents.of(request));
      request.setAttribute(ATTRIBUTE, notes);
    }
    return notes;
  }

  /** Of the HTTP request on this thread; empty for what gateways do. */
  static Optional<AccessNotes> current() {
    return request().map(AccessNotes::of);
  }

  /** Network address of the HTTP request on this thread, or empty text. */
  static String currentSource() {
    return request().map(ServletRequest::getRemoteAddr).orElse("");
  }

  private static Optional<ServletRequest> request() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes http
        ? Optional.of(http.getRequest())
        : Optional.empty();
  }

  void patients(Iterable<String> seen) {
    residents.add(seen);
  }

  synchronized void about(String type, String id, long version) {
    this.type = type;
    this.id = id;
    this.version = version;
  }

  synchronized void writeRecorded() {
    writeRecorded = true;
  }

  synchronized boolean isWriteRecorded() {
    return writeRecorded;
  }

  List<String> patients() {
    return residents.all();
  }

  synchronized String type() {
    return type;
  }

  synchronized String id() {
    return id;
  }

  synchronized long version() {
    return version;
  }
}
