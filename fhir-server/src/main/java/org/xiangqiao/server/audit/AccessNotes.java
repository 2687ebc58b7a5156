package org.xiangqiao.server.audit;

import jakarta.servlet.ServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What became known about an access while it was served: residents whose data leave with the
 * answer, and whether a write has left its own records in its transaction.
 */
final class AccessNotes {

  private static final String ATTRIBUTE = AccessNotes.class.getName();

  /** One page of a search can hold many residents; beyond this the query tells the rest. */
  private static final int MOST_PATIENTS = 500;

  private final Set<String> patients = new LinkedHashSet<>();
  private boolean writeRecorded;
  private String type = "";
  private String id = "";
  private long version;

  static AccessNotes of(ServletRequest request) {
    AccessNotes notes = (AccessNotes) request.getAttribute(ATTRIBUTE);
    if (notes == null) {
      notes = new AccessNotes();
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

  synchronized void patients(Iterable<String> seen) {
    for (String patient : seen) {
      if (patients.size() < MOST_PATIENTS) {
        patients.add(patient);
      }
    }
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

  synchronized List<String> patients() {
    return List.copyOf(patients);
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
