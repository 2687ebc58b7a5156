package org.xiangqiao.server.audit;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.index.DateRange;

/**
 * A search for AuditEvents as conditions on {@code audit_record}. FHIR R4 AuditEvent search
 * parameters; repeated parameters are all required, values separated by commas are alternatives.
 *
 * @param conditions SQL with question marks, to be joined by AND
 * @param applied parameters that are in force
 */
record AuditSearch(
    List<String> conditions, List<Object> arguments, int count, Map<String, List<String>> applied) {

  /** Names and FHIR types, as the capability statement tells them. */
  static final Map<String, String> PARAMETERS =
      Map.of(
          "_id", "token",
          "date", "date",
          "agent", "reference",
          "altid", "token",
          "entity", "reference",
          "patient", "reference",
          "type", "token",
          "subtype", "token",
          "action", "token",
          "outcome", "token");

  private static final int DEFAULT_COUNT = 50;
  private static final int LARGEST_COUNT = 500;

  /** Codes of our one type: everything is an access over REST. */
  static final String REST = "rest";

  static AuditSearch of(SearchRequest request) {
    AuditSearch search =
        new AuditSearch(new ArrayList<>(), new ArrayList<>(), DEFAULT_COUNT, new LinkedHashMap<>());
    int count = DEFAULT_COUNT;
    for (Map.Entry<String, List<String>> parameter : request.parameters().entrySet()) {
      String name = parameter.getKey();
      if (name.equals("_count")) {
        count = count(parameter.getValue());
      } else if (name.equals("_sort")) {
        search.requireNewestFirst(parameter.getValue());
      } else if (PARAMETERS.containsKey(name)) {
        parameter.getValue().forEach(value -> search.add(name, value));
      } else if (!request.lenient()) {
        throw problem(
            Kind.UNSUPPORTED_SEARCH,
            name,
            "search.unknown-parameter",
            name,
            "AuditEvent",
            String.join(", ", PARAMETERS.keySet().stream().sorted().toList()));
      } else {
        continue;
      }
      search.applied().put(name, parameter.getValue());
    }
    return new AuditSearch(search.conditions(), search.arguments(), count, search.applied());
  }

  private static int count(List<String> values) {
    try {
      int asked = Integer.parseInt(values.get(0));
      if (asked > 0) {
        return Math.min(asked, LARGEST_COUNT);
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    throw problem(
        Kind.INVALID, "_count", "search.bad-result-parameter", "_count", "1–" + LARGEST_COUNT);
  }

  private void requireNewestFirst(List<String> values) {
    if (!values.equals(List.of("-date"))) {
      throw problem(
          Kind.UNSUPPORTED_SEARCH, "_sort", "search.unsupported-sort", "AuditEvent", "-date");
    }
  }

  private void add(String name, String value) {
    if (value.isBlank()) {
      throw problem(Kind.INVALID, name, "search.empty-value", name);
    }
    List<String> alternatives = List.of(value.split(","));
    switch (name) {
      case "date" -> addDate(value);
      case "_id" -> addIds(alternatives);
      case "altid" -> addIn("client", alternatives);
      case "agent" -> addIn("organization", bare(alternatives, "Organization"));
      case "patient" -> {
        conditions.add("patients && ?::text[]");
        arguments.add(array(bare(alternatives, "Patient")));
      }
      case "entity" -> addEntities(alternatives);
      case "type" -> {
        if (codes(alternatives).stream().noneMatch(REST::equals)) {
          conditions.add("false");
        }
      }
      case "subtype" -> addIn("interaction", codes(alternatives));
      case "action" -> addIn("action", actions(alternatives));
      default -> addOutcome(codes(alternatives));
    }
  }

  private void addDate(String value) {
    boolean prefixed = value.length() > 2 && Character.isLetter(value.charAt(0));
    String prefix = prefixed ? value.substring(0, 2) : "eq";
    DateRange range =
        DateRange.parse((prefixed ? value.substring(2) : value).replace(' ', '+'))
            .orElseThrow(() -> problem(Kind.INVALID, "date", "search.bad-date", "date"));
    Timestamp low = Timestamp.from(range.low());
    Timestamp high = Timestamp.from(range.high());
    switch (prefix) {
      case "eq" -> addRange("at >= ? and at <= ?", low, high);
      case "ge" -> addRange("at >= ?", low);
      case "gt", "sa" -> addRange("at > ?", high);
      case "le" -> addRange("at <= ?", high);
      case "lt", "eb" -> addRange("at < ?", low);
      default ->
          throw problem(
              Kind.UNSUPPORTED_SEARCH, "date", "search.unsupported-prefix", "date", prefix);
    }
  }

  private void addRange(String condition, Timestamp... bounds) {
    conditions.add(condition);
    Collections.addAll(arguments, bounds);
  }

  private void addIds(List<String> ids) {
    List<AuditEventId> known =
        ids.stream().map(AuditEventId::parse).flatMap(Optional::stream).toList();
    conditions.add("audit_id = any (?::bigint[]) and at = any (?::timestamptz[])");
    arguments.add(array(known.stream().map(id -> String.valueOf(id.number())).toList()));
    arguments.add(array(known.stream().map(id -> id.at().toString()).toList()));
  }

  private void addEntities(List<String> references) {
    List<String> each = new ArrayList<>();
    for (String reference : references) {
      String[] parts = reference.split("/");
      if (parts.length < 2) {
        throw problem(Kind.INVALID, "entity", "search.bad-reference", "entity");
      }
      String type = parts[parts.length - 2];
      String id = parts[parts.length - 1];
      each.add("(resource_type = ? and resource_id = ? and resource_id <> '')");
      Collections.addAll(arguments, type, id);
      each.add("(resource_type = ? and further_ids is not null and further_ids @> array[?::text])");
      Collections.addAll(arguments, type, id);
    }
    conditions.add("(" + String.join(" or ", each) + ")");
  }

  private void addOutcome(List<String> codes) {
    List<String> each = new ArrayList<>();
    for (String code : codes) {
      each.add(
          switch (code) {
            case "0" -> "status < 400";
            case "4" -> "status between 400 and 499";
            case "8" -> "status >= 500";
            default -> "false";
          });
    }
    conditions.add("(" + String.join(" or ", each) + ")");
  }

  private void addIn(String column, List<String> values) {
    conditions.add(column + " = any (?::text[])");
    arguments.add(array(values));
  }

  private static List<String> actions(List<String> values) {
    List<String> codes = new ArrayList<>();
    for (String code : codes(values)) {
      for (AuditAction action : AuditAction.values()) {
        if (action.fhir().equals(code.toUpperCase(Locale.ROOT))) {
          codes.add(action.code());
        }
      }
    }
    return codes;
  }

  /** Codes without their system. */
  private static List<String> codes(List<String> tokens) {
    return tokens.stream().map(token -> token.substring(token.lastIndexOf('|') + 1)).toList();
  }

  /** Logical ids without type and base. */
  private static List<String> bare(List<String> references, String type) {
    return references.stream()
        .filter(reference -> !reference.contains("/") || reference.contains(type + "/"))
        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
        .toList();
  }

  /** As PostgreSQL writes an array; every element quoted. */
  private static String array(List<String> values) {
    StringBuilder text = new StringBuilder("{");
    for (String value : values) {
      text.append(text.length() > 1 ? "," : "").append('"');
      text.append(value.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return text.append('}').toString();
  }

  private static StoreException problem(Kind kind, String place, String key, Object... arguments) {
    return StoreProblem.of(kind, place, key, arguments).exception();
  }
}
