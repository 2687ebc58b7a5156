package org.xiangqiao.server.audit;

import jakarta.servlet.ServletRequest;
import java.util.List;

/** Whose data an answer holds that is computed by one request and handed out by another. */
public final class SeenResidents {

  private SeenResidents() {}

  /** Logical ids of the Patients that became known while the request was worked on. */
  public static List<String> of(ServletRequest request) {
    return AccessNotes.of(request).patients();
  }

  /** Lets the audit record of this request name them. */
  public static void note(ServletRequest request, List<String> patients) {
    AccessNotes.of(request).patients(patients);
  }
}
