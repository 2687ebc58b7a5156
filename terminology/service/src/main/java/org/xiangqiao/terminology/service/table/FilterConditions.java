package org.xiangqiao.terminology.service.table;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;

/**
 * Filters as SQL (R4 valueset.html#ValueSet.compose.include.filter). A regular expression is
 * PostgreSQL's, whole match, without looking around or back, and short.
 */
final class FilterConditions {

  private static final int LONGEST_REGEX = 200;
  private static final Pattern COSTLY = Pattern.compile("\\\\[0-9mMyYAZ<>]|\\(\\?|\\*\\*\\*");
  private static final String LEAF =
      "not exists (select 1 from code_concept_ancestor a"
          + " where a.version_key = c.version_key and a.ancestor = c.ordinal)";

  private final Set<String> properties;
  private final ConceptJson json = new ConceptJson();

  /**
   * @param properties that the code system declares
   */
  FilterConditions(Set<String> properties) {
    this.properties = Set.copyOf(properties);
  }

  Condition of(Filter filter) {
    String value = filter.value() == null ? "" : filter.value();
    return switch (filter.property()) {
      case "concept", "code" -> concept(filter, value);
      case "display" -> display(filter, value);
      case "parent" -> parent(filter, value);
      case "child" -> child(filter, value);
      default -> property(filter, value);
    };
  }

  private static Condition concept(Filter filter, String value) {
    return switch (filter.op()) {
      case "=" -> Condition.of("c.code = ?", value);
      case "in" -> Condition.of("c.code = any(?)", (Object) list(value));
      case "not-in" -> Condition.of("c.code <> all(?)", (Object) list(value));
      case "regex" -> Condition.of("c.code ~ ?", regex(filter, value));
      case "is-a" -> new Condition("(c.code = ? or " + BELOW + ")", Arrays.asList(value, value));
      case "descendent-of" -> Condition.of(BELOW, value);
      case "is-not-a" ->
          new Condition("(c.code = ? or " + BELOW + ")", Arrays.asList(value, value)).negated();
      case "generalizes" ->
          new Condition("(c.code = ? or " + ABOVE + ")", Arrays.asList(value, value));
      default -> throw new UnsupportedFilterException(filter);
    };
  }

  private static final String BELOW =
      "c.ordinal in (select a.ordinal from code_concept_ancestor a"
          + " where a.version_key = c.version_key and a.ancestor = (select p.ordinal"
          + " from code_concept p where p.version_key = c.version_key and p.code = ?))";

  private static final String ABOVE =
      "c.ordinal in (select a.ancestor from code_concept_ancestor a"
          + " where a.version_key = c.version_key and a.ordinal = (select p.ordinal"
          + " from code_concept p where p.version_key = c.version_key and p.code = ?))";

  private static Condition display(Filter filter, String value) {
    return switch (filter.op()) {
      case "=" -> Condition.of("c.display = ?", value);
      case "regex" -> Condition.of("c.display ~ ?", regex(filter, value));
      default -> throw new UnsupportedFilterException(filter);
    };
  }

  private Condition parent(Filter filter, String value) {
    Condition nested =
        switch (filter.op()) {
          case "=" -> Condition.of("c.parents @> array[?]::text[]", value);
          case "in" -> Condition.of("c.parents && ?::text[]", (Object) list(value));
          case "exists" -> Condition.of("(cardinality(c.parents) > 0) = ?", flag(filter, value));
          default -> throw new UnsupportedFilterException(filter);
        };
    // Parents in another table are a property of that name.
    return properties.contains("parent") && !filter.op().equals("exists")
        ? new Condition(
            "(" + nested.sql() + " or " + property(filter, value).sql() + ")",
            java.util.stream.Stream.concat(
                    nested.values().stream(), property(filter, value).values().stream())
                .toList())
        : nested;
  }

  private static Condition child(Filter filter, String value) {
    return switch (filter.op()) {
      case "exists" -> {
        Condition leaf = Condition.of(LEAF);
        yield flag(filter, value) ? leaf.negated() : leaf;
      }
      case "=" ->
          Condition.of(
              "c.code = any(select unnest(p.parents) from code_concept p"
                  + " where p.version_key = c.version_key and p.code = ?)",
              value);
      default -> throw new UnsupportedFilterException(filter);
    };
  }

  private Condition property(Filter filter, String value) {
    String name = filter.property();
    if (!properties.contains(name)) {
      throw new UnsupportedFilterException(filter);
    }
    String each =
        "exists (select 1 from jsonb_array_elements(c.properties) p where p ->> 'c' = ? and ";
    return switch (filter.op()) {
      case "=" ->
          Condition.of("coalesce(c.properties @> ?::jsonb, false)", json.property(name, value));
      case "in" -> Condition.of(each + "p ->> 'v' = any(?))", name, list(value));
      case "not-in" -> Condition.of(each + "p ->> 'v' = any(?))", name, list(value)).negated();
      case "regex" -> Condition.of(each + "p ->> 'v' ~ ?)", name, regex(filter, value));
      case "exists" ->
          Condition.of(
              "coalesce(c.properties @> ?::jsonb, false) = ?",
              json.property(name, null),
              flag(filter, value));
      default -> throw new UnsupportedFilterException(filter);
    };
  }

  private static boolean flag(Filter filter, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new UnsupportedFilterException(filter);
    }
    return value.equals("true");
  }

  private static String[] list(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).toArray(String[]::new);
  }

  private static String regex(Filter filter, String value) {
    if (value.length() > LONGEST_REGEX || COSTLY.matcher(value).find()) {
      throw new UnsupportedFilterException(filter);
    }
    return "^(?:" + value + ")$";
  }
}
