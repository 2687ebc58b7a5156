package org.xiangqiao.store.transaction;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.store.search.criteria.SearchProblems;

/**
 * The address of a Bundle entry's request, relative to the FHIR base.
 *
 * @param type resource type, or null for the whole tenant
 * @param id logical id, or null
 * @param history whether {@code _history} was asked
 * @param version version for vread, or null
 * @param query text after the question mark as written, or null
 */
record EntryUrl(String type, String id, boolean history, String version, String query) {

  /** Null when the address has another form. */
  static EntryUrl parse(String url, Set<String> baseUrls) {
    String relative = url;
    for (String base : baseUrls) {
      if (relative.startsWith(base + "/")) {
        relative = relative.substring(base.length());
      }
    }
    int mark = relative.indexOf('?');
    String query = mark < 0 ? null : relative.substring(mark + 1);
    String path = mark < 0 ? relative : relative.substring(0, mark);
    path = path.startsWith("/") ? path.substring(1) : path;
    List<String> parts = path.isEmpty() ? List.of() : List.of(path.split("/", -1));
    if (parts.contains("")) {
      // "Patient//_history" must not mean another interaction here than it does to who guards it.
      return null;
    }
    boolean history = parts.contains("_history");
    int at = parts.indexOf("_history");
    List<String> before = history ? parts.subList(0, at) : parts;
    List<String> after = history ? parts.subList(at + 1, parts.size()) : List.of();
    if (before.size() > 2 || after.size() > 1 || before.isEmpty() && !history) {
      return null;
    }
    return new EntryUrl(
        before.isEmpty() ? null : before.get(0),
        before.size() < 2 ? null : before.get(1),
        history,
        after.isEmpty() ? null : after.get(0),
        query);
  }

  /** The query decoded, for searches. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters
              .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
              .add(decode(pair.substring(equals + 1)));
        }
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      throw SearchProblems.badEncoding();
    }
  }
}
