package org.xiangqiao.server.rest.web;

import jakarta.servlet.ServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Residents whose data leave with the answer to a request, for the audit trail. */
public final class SeenResidents {

  private static final String ATTRIBUTE = SeenResidents.class.getName();

  /** One page of a search can hold many residents; beyond this the query tells the rest. */
  private static final int MOST = 500;

  private final Set<String> patients = new LinkedHashSet<>();

  private SeenResidents() {}

  public static SeenResidents of(ServletRequest request) {
    SeenResidents seen = (SeenResidents) request.getAttribute(ATTRIBUTE);
    if (seen == null) {
      seen = new SeenResidents();
      request.setAttribute(ATTRIBUTE, seen);
    }
    return seen;
  }

  /**
   * @param seen logical ids of Patients
   */
  public synchronized void add(Iterable<String> seen) {
    for (String patient : seen) {
      if (patients.size() < MOST) {
        patients.add(patient);
      }
    }
  }

  public synchronized List<String> all() {
    return List.copyOf(patients);
  }
}
