package org.xiangqiao.terminology.service.table;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;
import org.xiangqiao.terminology.service.property.LinearRegex;

/**
 * Filters as SQL (R4 valueset.html#ValueSet.compose.include.filter), and R5's {@code child-of} and
 * {@code descendent-leaf}: the same answers as {@link
 * org.xiangqiao.terminology.service.property.ConceptFilter} gives in memory. A regular expression
 * is PostgreSQL's, whole match, without looking around or back, and short.
 */
final class FilterConditions {

  private static final int LONGEST_REGEX = 200;

  /** What PostgreSQL reads otherwise than RE2 does, or pays too much for. */
  private static final Pattern UNLIKE =
      Pattern.compile("\\\\[0-9bBmMyYAZzQEpPC<>]|\\(\\?(?!:)|^\\*\\*\\*|\\[[^\\]]*\\[[.:=]");

  private static final String LEAF =
      "not exists (select 1 from code_concept_ancestor a"
          + " where a.version_key = c.version_key and a.ancestor = c.ordinal)";

  private static final String BELOW =
      "c.ordinal in (select a.ordinal from code_concept_ancestor a"
          + " where a.version_key = c.version_key and a.ancestor = (select p.ordinal"
          + " from code_concept p where p.version_key = c.version_key and p.code = ?))";

  private static final String ABOVE =
      "c.ordinal in (select a.ancestor from code_concept_ancestor a"
          + " where a.version_key = c.version_key and a.ordinal = (select p.ordinal"
          + " from code_concept p where p.version_key = c.version_key and p.code = ?))";

  /** Some of a concept's values, each as {@code v.value}, hold a condition. */
  private static final String SOME = "exists (select 1 from %s where %s)";

  private static final String VALUES =
      "jsonb_array_elements(c.properties) p cross join lateral (select p ->> 'v' as value) v";

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
      case "display", "definition" -> column(filter, "c." + filter.property(), value);
      case "inactive" -> column(filter, "c.inactive::text", value);
      case "parent" -> parent(filter, value);
      case "child" -> child(filter, value);
      default -> property(filter, value);
    };
  }

  private static Condition concept(Filter filter, String value) {
    return switch (filter.op()) {
      case "is-a" -> new Condition("(c.code = ? or " + BELOW + ")", Arrays.asList(value, value));
      case "descendent-of" -> Condition.of(BELOW, value);
      case "is-not-a" ->
          new Condition("(c.code = ? or " + BELOW + ")", Arrays.asList(value, value)).negated();
      case "generalizes" ->
          new Condition("(c.code = ? or " + ABOVE + ")", Arrays.asList(value, value));
      case "child-of" -> Condition.of("c.parents @> array[?]::text[]", value);
      case "descendent-leaf" -> Condition.of(BELOW, value).and(Condition.of(LEAF));
      default -> column(filter, "c.code", value);
    };
  }

  /** Of a column that holds one value or null. */
  private static Condition column(Filter filter, String column, String value) {
    return switch (filter.op()) {
      case "not-in" ->
          new Condition("(" + column + " = any(?)) is not true", List.of((Object) list(value)));
      case "exists" -> Condition.of("(" + column + " is not null) = ?", flag(filter, value));
      default -> compared(filter, column, value);
    };
  }

  private static Condition compared(Filter filter, String column, String value) {
    return switch (filter.op()) {
      case "=" -> Condition.of(column + " = ?", value);
      case "in" -> Condition.of(column + " = any(?)", (Object) list(value));
      case "regex" -> Condition.of(column + " ~ ?", regex(filter, value));
      default -> throw new UnsupportedFilterException(filter);
    };
  }

  /** Of any number of values, which a table of the query holds. */
  private static Condition values(Filter filter, String table, String value) {
    return switch (filter.op()) {
      case "not-in" ->
          some(table, compared(new Filter(filter.property(), "in", value), "v.value", value))
              .negated();
      case "exists" ->
          flag(filter, value)
              ? some(table, Condition.of("true"))
              : some(table, Condition.of("true")).negated();
      default -> some(table, compared(filter, "v.value", value));
    };
  }

  private static Condition some(String table, Condition each) {
    return new Condition(SOME.formatted(table, each.sql()), each.values());
  }

  /** Parents in another table are a property of that name. */
  private Condition parent(Filter filter, String value) {
    if (filter.op().equals("=") && !properties.contains("parent")) {
      return Condition.of("c.parents @> array[?]::text[]", value);
    }
    String nested = "unnest(c.parents) v(value)";
    return values(
        filter,
        properties.contains("parent")
            ? "(select value from "
                + nested
                + " union all select v.value from "
                + VALUES
                + " where p ->> 'c' = 'parent') v"
            : nested,
        value);
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
    // By the index where it serves.
    Condition has = Condition.of("coalesce(c.properties @> ?::jsonb, false)", held(filter, value));
    return switch (filter.op()) {
      case "=" -> has;
      case "exists" -> flag(filter, value) ? has : has.negated();
      case "not-in" ->
          named(name, compared(new Filter(name, "in", value), "v.value", value)).negated();
      default -> named(name, compared(filter, "v.value", value));
    };
  }

  private String held(Filter filter, String value) {
    return json.property(filter.property(), filter.op().equals("=") ? value : null);
  }

  private static Condition named(String name, Condition each) {
    return some(VALUES, Condition.of("p ->> 'c' = ?", name).and(each));
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
    if (value.length() > LONGEST_REGEX || UNLIKE.matcher(value).find()) {
      throw new UnsupportedFilterException(filter);
    }
    // What is no expression by itself, as a)|(b, must not become one between our brackets.
    LinearRegex.of(filter);
    return "^(?:" + value + ")$";
  }
}
