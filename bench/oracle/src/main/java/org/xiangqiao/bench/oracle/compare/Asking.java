package org.xiangqiao.bench.oracle.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.bench.oracle.query.SearchCase;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/** Puts a search to a server and follows its pages to the end. */
final class Asking {

  private static final int PAGE = 500;

  /** More pages than any search here can have: the links go in a circle. */
  private static final int MAX_PAGES = 200;

  private final FhirEndpoint endpoint;

  Asking(FhirEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  SearchAnswer ask(SearchCase search) {
    String form = formOf(search);
    FhirEndpoint.Reply reply =
        search.asked() == SearchCase.Asked.IDS_BY_POST
            ? endpoint.form(search.path() + "/_search", form)
            : endpoint.get(search.path().isEmpty() ? "?" + form : search.path() + "?" + form);
    List<String> matches = new ArrayList<>();
    Set<String> included = new TreeSet<>();
    Integer total =
        reply.body().has("total") ? Integer.valueOf(reply.body().get("total").asInt()) : null;
    for (int page = 0; page < MAX_PAGES; page++) {
      if (reply.status() != 200) {
        return new SearchAnswer(reply.status(), matches, included, total, problem(reply.body()));
      }
      read(reply.body(), matches, included);
      String next = next(reply.body());
      if (next == null) {
        return new SearchAnswer(200, matches, included, total, "");
      }
      reply = endpoint.get(next);
    }
    return new SearchAnswer(599, matches, included, total, "more than " + MAX_PAGES + " pages");
  }

  /**
   * The united answers of several searches; their number is the total, their order means nothing.
   */
  SearchAnswer ask(List<SearchCase> searches) {
    if (searches.size() == 1) {
      return ask(searches.get(0));
    }
    Set<String> matches = new LinkedHashSet<>();
    Set<String> included = new TreeSet<>();
    for (SearchCase each : searches) {
      SearchAnswer answer = ask(each);
      if (!answer.ok()) {
        return answer;
      }
      matches.addAll(answer.matches());
      included.addAll(answer.included());
    }
    // What matches one of the searches is no mere inclusion of another.
    included.removeAll(matches);
    int total = matches.size();
    return new SearchAnswer(200, List.copyOf(matches), included, total, "");
  }

  private static String formOf(SearchCase search) {
    String form = search.form();
    if (search.asked() == SearchCase.Asked.TOTAL && search.value("_total") == null) {
      form += "&_total=accurate";
    }
    if (search.value("_count") != null || search.asked() == SearchCase.Asked.COUNT) {
      return form;
    }
    return form + (form.isEmpty() ? "" : "&") + "_count=" + PAGE;
  }

  private static void read(JsonNode bundle, List<String> matches, Set<String> included) {
    for (JsonNode entry : bundle.path("entry")) {
      JsonNode resource = entry.path("resource");
      String address = resource.path("resourceType").asText() + "/" + resource.path("id").asText();
      switch (entry.path("search").path("mode").asText("match")) {
        case "match" -> matches.add(address);
        case "include" -> included.add(address);
        default -> {}
      }
    }
  }

  private static String next(JsonNode bundle) {
    for (JsonNode link : bundle.path("link")) {
      if (link.path("relation").asText().equals("next")) {
        return link.path("url").asText();
      }
    }
    return null;
  }

  static String problem(JsonNode outcome) {
    JsonNode issue = outcome.path("issue").path(0);
    String text =
        (issue.path("details").path("text").asText("") + " " + issue.path("diagnostics").asText(""))
            .strip();
    return text.substring(0, Math.min(240, text.length()));
  }
}
