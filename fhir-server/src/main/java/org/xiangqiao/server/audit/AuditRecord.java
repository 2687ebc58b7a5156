package org.xiangqiao.server.audit;

import java.time.Instant;
import java.util.List;

/**
 * One access (审计记录).
 *
 * @param tenant 0 when the caller could not be told
 * @param id 0 until it is stored
 * @param interaction FHIR restful-interaction code, or our own name for administration
 * @param status HTTP status of the answer
 * @param version 0 when none
 * @param patients logical ids of the residents concerned
 * @param query parameter names, values only where never personal
 * @param source network address
 * @param further resources of the same type to which the same was done
 */
record AuditRecord(
    int tenant,
    long id,
    Instant at,
    String client,
    String organization,
    AuditAction action,
    String interaction,
    int status,
    String type,
    String resourceId,
    long version,
    List<String> patients,
    String query,
    String requestId,
    String source,
    List<Version> further) {

  /** A version of a resource whose type is known. */
  record Version(String id, long number) {}
}
