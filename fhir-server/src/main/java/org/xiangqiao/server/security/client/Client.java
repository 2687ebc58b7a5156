package org.xiangqiao.server.security.client;

import java.util.List;

/**
 * A registered system (接入系统). SMART App Launch 2.2, Backend Services, "Register backend service".
 *
 * @param tenant the county that it belongs to
 * @param organization logical id of its Organization, or empty
 * @param jwks public keys as a JWK set, or null when {@code jwksUri} says where they are
 * @param scopes the most that a token may be granted
 */
public record Client(
    String id,
    int tenant,
    String organization,
    String name,
    String jwks,
    String jwksUri,
    List<String> scopes,
    boolean active) {

  /** Who registered it; a client of the configuration leaves with it. */
  public enum Source {
    CONFIGURATION,
    ADMIN,
    DEMO;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Client {
    organization = organization == null ? "" : organization;
    scopes = scopes == null ? List.of() : List.copyOf(scopes);
  }
}
