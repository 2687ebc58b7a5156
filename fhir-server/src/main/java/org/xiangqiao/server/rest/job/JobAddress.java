package org.xiangqiao.server.rest.job;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/**
 * Address below that of a servlet: of a job, or of something that it has made.
 *
 * @param part what is asked for of the job, or null for the job itself
 */
public record JobAddress(UUID id, String part) {

  /** Empty if the address is none. */
  public static Optional<JobAddress> of(HttpServletRequest request) {
    String[] path = String.valueOf(request.getPathInfo()).split("/");
    if (path.length < 2 || path.length > 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new JobAddress(UUID.fromString(path[1]), path.length == 3 ? path[2] : null));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
