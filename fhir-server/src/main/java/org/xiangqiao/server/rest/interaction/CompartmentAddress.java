package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.xiangqiao.store.SearchRequest.Compartment;

/** Addresses of compartments: {@code Patient/123/Observation}, {@code Patient/123/*}. */
final class CompartmentAddress {

  /** Stands for all types of a compartment. */
  static final String ALL = "*";

  private CompartmentAddress() {}

  /** The compartment searched, or null. */
  static Compartment of(ServletRequestDetails request) {
    return request.getCompartmentName() == null
        ? null
        : new Compartment(request.getResourceName(), request.getId().getIdPart());
  }

  /** The type searched; null for several. */
  static String searchedType(ServletRequestDetails request) {
    String name = request.getCompartmentName();
    return name == null ? request.getResourceName() : name.equals(ALL) ? null : name;
  }

  /** The address without query, relative to the base. */
  static String path(ServletRequestDetails request) {
    StringBuilder path = new StringBuilder();
    if (request.getResourceName() != null) {
      path.append('/').append(request.getResourceName());
    }
    if (request.getCompartmentName() != null) {
      path.append('/').append(request.getId().getIdPart());
      path.append('/').append(request.getCompartmentName());
    }
    return path.toString();
  }
}
