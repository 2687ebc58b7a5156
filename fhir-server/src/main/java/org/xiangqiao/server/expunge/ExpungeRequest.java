package org.xiangqiao.server.expunge;

import java.util.Locale;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * What a call of {@code $expunge} asks for.
 *
 * @param type resource type, or null
 * @param id logical id, or null
 * @param version or null
 * @param limit versions to erase at most
 * @param deleted old versions of deleted resources
 * @param previous old versions of resources that are there
 */
record ExpungeRequest(
    Scope scope,
    String type,
    String id,
    Long version,
    int limit,
    boolean deleted,
    boolean previous,
    boolean dryRun,
    Vacuum vacuum) {

  static final int MOST = 10_000;
  private static final int USUAL = 1_000;

  /** How far it reaches. */
  enum Scope {
    VERSION,
    /** A resource with all its versions. */
    RESOURCE,
    /** Old versions of one resource, of a type or of the system. */
    OLD_VERSIONS,
    /** A resident (居民) with everything in the compartment. */
    RESIDENT,
    /** Nothing is erased, only {@link Vacuum} done. */
    MAINTENANCE
  }

  /** What is done with the files of the tables afterwards. */
  enum Vacuum {
    NONE,
    REUSE,
    REWRITE
  }

  static ExpungeRequest of(OperationRequest call) {
    boolean deleted = flag(call, "expungeDeletedResources");
    boolean previous = flag(call, "expungePreviousVersions");
    boolean compartment = flag(call, "compartment");
    Vacuum vacuum = vacuum(call.text("vacuum").orElse("none"));
    if (compartment
        && (!"Patient".equals(call.type())
            || call.id() == null
            || call.version() != null
            || deleted
            || previous)) {
      throw ExpungeFaults.invalid("expunge-compartment", "http.compartment").exception();
    }
    if (call.version() != null && (deleted || previous)) {
      throw ExpungeFaults.invalid(
              "expunge-version-choices",
              "",
              deleted ? "expungeDeletedResources" : "expungePreviousVersions")
          .exception();
    }
    return new ExpungeRequest(
        scope(call, compartment, deleted || previous, vacuum),
        call.type(),
        call.id(),
        call.version() == null ? null : version(call.version()),
        limit(call),
        deleted,
        previous,
        flag(call, "dryRun"),
        vacuum);
  }

  private static Scope scope(
      OperationRequest call, boolean compartment, boolean old, Vacuum vacuum) {
    if (compartment) {
      return Scope.RESIDENT;
    }
    if (call.version() != null) {
      return Scope.VERSION;
    }
    if (old) {
      return Scope.OLD_VERSIONS;
    }
    if (call.id() != null) {
      return Scope.RESOURCE;
    }
    if (call.level() == Level.SYSTEM && vacuum != Vacuum.NONE) {
      return Scope.MAINTENANCE;
    }
    throw ExpungeFaults.invalid("expunge-what", "").exception();
  }

  private static boolean flag(OperationRequest call, String name) {
    return call.text(name).map(Boolean::parseBoolean).orElse(false);
  }

  private static Vacuum vacuum(String text) {
    try {
      return Vacuum.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw ExpungeFaults.invalid("expunge-vacuum", "http.vacuum", text).exception();
    }
  }

  private static int limit(OperationRequest call) {
    int limit = call.text("limit").map(Integer::parseInt).orElse(USUAL);
    if (limit < 1 || limit > MOST) {
      throw ExpungeFaults.invalid("expunge-limit", "http.limit", MOST).exception();
    }
    return limit;
  }

  private static long version(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException unknown) {
      return -1;
    }
  }
}
