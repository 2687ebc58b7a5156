package org.xiangqiao.bench.oracle.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xiangqiao.bench.oracle.server.FhirEndpoint;

/** What of an answer is compared: lines that do not depend on the server. */
enum Look {
  /** Only whether it was done. */
  STATUS {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      return Set.of();
    }
  },
  /** Which resources a Bundle holds, over all its pages. */
  ENTRIES {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      return entries(server, reply, MAX_PAGES);
    }
  },
  /** How many entries the first page holds. */
  PAGE {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      return Set.of(reply.body().path("entry").size() + " entries");
    }
  },
  /** Type of the Bundle, its first resource, and which it holds. */
  DOCUMENT {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      Set<String> lines = entries(server, reply, 1);
      lines.add("Bundle of type " + reply.body().path("type").asText());
      lines.add("begins with " + address(reply.body().at("/entry/0/resource")));
      return lines;
    }
  },
  /** Profiles, tags and security labels of a Meta. */
  LABELS {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      Set<String> lines = new TreeSet<>();
      JsonNode meta = reply.body().at("/parameter/0/valueMeta");
      meta.path("profile").forEach(each -> lines.add("profile " + each.asText()));
      for (String kind : List.of("tag", "security")) {
        meta.path(kind)
            .forEach(
                each ->
                    lines.add(
                        kind
                            + " "
                            + each.path("system").asText()
                            + "|"
                            + each.path("code").asText()));
      }
      return lines;
    }
  },
  /** Whether an OperationOutcome names an error, and the status. */
  VALIDITY {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      Set<String> lines = new TreeSet<>(Set.of("status " + reply.status()));
      boolean wrong = false;
      for (JsonNode issue : reply.body().path("issue")) {
        wrong |= Set.of("error", "fatal").contains(issue.path("severity").asText());
      }
      lines.add(wrong ? "errors" : "no errors");
      return lines;
    }

    @Override
    boolean refusable() {
      return false;
    }
  },
  /** Numbers and truth values of a Parameters. */
  NUMBERS {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      Map<String, String> lines = new TreeMap<>();
      for (JsonNode each : reply.body().path("parameter")) {
        if (each.has("valueInteger")) {
          lines.put(each.path("name").asText(), each.path("valueInteger").asText());
        }
      }
      return Set.of(lines.toString());
    }
  },
  /** What a GraphQL query found, whatever the order of fields. */
  DATA {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      try {
        Object data = SORTED.treeToValue(reply.body(), Object.class);
        return Set.of(SORTED.writeValueAsString(data));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** Lines of each type in the files of a bulk export. */
  EXPORT {
    @Override
    Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply) {
      return new TreeSet<>(new ExportFiles(server).counts(reply.body()));
    }
  };

  private static final int MAX_PAGES = 50;

  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /** Of an answer that was not refused. */
  abstract Set<String> lines(FhirEndpoint server, FhirEndpoint.Reply reply);

  /** Whether a status of 400 and more says that nothing is to be compared. */
  boolean refusable() {
    return true;
  }

  private static Set<String> entries(FhirEndpoint server, FhirEndpoint.Reply first, int pages) {
    Set<String> all = new TreeSet<>();
    FhirEndpoint.Reply page = first;
    for (int i = 0; i < pages; i++) {
      page.body().path("entry").forEach(each -> all.add(address(each.path("resource"))));
      String next = null;
      for (JsonNode link : page.body().path("link")) {
        next = link.path("relation").asText().equals("next") ? link.path("url").asText() : next;
      }
      if (next == null) {
        return all;
      }
      page = server.get(next);
    }
    if (pages > 1) {
      all.add("more than " + pages + " pages");
    }
    return all;
  }

  private static String address(JsonNode resource) {
    return resource.path("resourceType").asText() + "/" + resource.path("id").asText();
  }
}
