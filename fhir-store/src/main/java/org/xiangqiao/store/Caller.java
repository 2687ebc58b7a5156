package org.xiangqiao.store;

import java.util.Objects;

/**
 * On whose behalf the store works: the tenant (县, one county) that bounds everything the caller can
 * see, and who asks.
 *
 * @param tenantId the county, from the token, never from a parameter; 0 holds definitions that
 *     every tenant may read
 * @param client registered client id, for audit and provenance
 * @param organization id of the Organization the client belongs to, or empty
 * @param requestId id of the request or exchange, found again in logs and audit
 */
public record Caller(int tenantId, String client, String organization, String requestId) {

  /** Tenant of definitions and terminology, readable by all. */
  public static final int DEFINITIONS_TENANT = 0;

  public Caller {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(organization, "organization");
    Objects.requireNonNull(requestId, "requestId");
  }
}
