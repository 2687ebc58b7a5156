package org.xiangqiao.server.security.scope;

/**
 * What an interaction needs a scope for.
 *
 * @param type FHIR resource type, or {@code *} when it touches any
 */
public record Need(String type, Permission permission) {

  /** The narrowest SMART v2 scope that would do. */
  public String scope() {
    return "system/" + type + "." + permission.letter();
  }
}
