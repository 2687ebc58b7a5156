package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Asked before every interaction, and for every entry of a Bundle, whether this caller may.
 * Security implements it; a refusal is a {@link org.xiangqiao.server.rest.problem.FaultException}
 * with 403.
 */
@FunctionalInterface
public interface AccessGuard {

  void check(HttpServletRequest request, Access access);

  /** Asked before a deletion may take along what refers to the deleted. */
  default void checkCascade(HttpServletRequest request) {}

  /**
   * Asked before an operation that needs a scope of this product beside those for the data.
   *
   * @param scope for example {@code xiangqiao/admin.reindex}
   */
  default void checkScope(HttpServletRequest request, String scope) {}

  /**
   * What is about to be done.
   *
   * @param type resource type, or null for the whole system
   * @param id logical id, or null
   * @param query criteria as in a URL, undecoded, or null
   * @param searched further types that a search or criteria answer, include or look into; {@code *}
   *     for any
   */
  record Access(
      RestOperationTypeEnum interaction,
      String type,
      String id,
      String query,
      Set<String> searched) {

    public Access {
      searched = Set.copyOf(searched);
    }

    /** Of what looks into no other type. */
    public Access(RestOperationTypeEnum interaction, String type, String id, String query) {
      this(interaction, type, id, query, Set.of());
    }

    static Access of(
        RestOperationTypeEnum interaction, ServletRequestDetails details, Set<String> searched) {
      return new Access(
          interaction,
          details.getCompartmentName() == null
              ? details.getResourceName()
              : CompartmentAddress.searchedType(details),
          details.getId() == null ? null : details.getId().getIdPart(),
          details.getServletRequest().getQueryString(),
          searched);
    }
  }
}
