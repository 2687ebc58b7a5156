package org.xiangqiao.server.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Set;
import org.xiangqiao.server.rest.web.Served;
import org.xiangqiao.store.SharedDefinitions;

/**
 * Tells which answers cannot hold data of a resident (居民), by what was asked and never by what was
 * found: terminology operations, and reads and searches of definitions (定义类资源) alone.
 */
final class DefinitionAnswers {

  private static final Set<String> OPERATIONS =
      Set.of(
          "$lookup",
          "$validate-code",
          "$batch-validate-code",
          "$subsumes",
          "$translate",
          "$expand",
          "$preferred-id");

  private static final Set<String> READS =
      Set.of("read", "vread", "history-instance", "history-type");

  private static final String SEARCH = "search-type";

  /** Of those that begin with an underscore; others include, look into or go on to what else. */
  private static final Set<String> HARMLESS =
      Set.of(
          "_id",
          "_lastUpdated",
          "_count",
          "_sort",
          "_summary",
          "_elements",
          "_total",
          "_format",
          "_pretty",
          "_profile",
          "_tag",
          "_text",
          "_content");

  private DefinitionAnswers() {}

  /** False for refusals of security: these wait as everything else. */
  static boolean only(HttpServletRequest request, int status) {
    Served served = Served.of(request);
    if (status == 401 || status == 403 || !SharedDefinitions.are(served.type())) {
      return false;
    }
    String interaction = served.interaction();
    return OPERATIONS.contains(interaction)
        || READS.contains(interaction)
        || interaction.equals(SEARCH) && looksNowhereElse(request);
  }

  private static boolean looksNowhereElse(HttpServletRequest request) {
    return Collections.list(request.getParameterNames()).stream()
        .allMatch(name -> name.startsWith("_") ? HARMLESS.contains(name) : name.indexOf('.') < 0);
  }
}
