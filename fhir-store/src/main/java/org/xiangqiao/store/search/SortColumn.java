package org.xiangqiao.store.search;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexValues;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.NameMatching;
import org.xiangqiao.store.index.TypeParameters;
import org.xiangqiao.store.search.criteria.Row;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * What a resource is sorted by when the key is a search parameter: of several values the lowest for
 * ascending, the highest for descending order. Strings, dates, numbers and quantities come from
 * their index; codes, URIs and references are only hashed there and come from the body.
 *
 * @param name as in {@code _sort}
 * @param parameters keys of the index rows
 * @param jsonPaths where the texts stand in the body, for {@link Kind#BODY_TEXT}
 */
record SortColumn(String name, Kind kind, List<Long> parameters, List<String> jsonPaths) {

  /** Where the values are and how they compare. */
  enum Kind {
    STRING,
    DATE,
    /** Numbers and quantities; in canonical units if the resource has any such value. */
    AMOUNT,
    BODY_TEXT
  }

  /** Longer texts are equal in order; ties go by row. */
  private static final int MAX_TEXT = 200;

  /** Not what the index derives from names. */
  private static final String WRITTEN =
      " filter (where i.exact <> " + IndexValues.StringValue.DERIVED + ")";

  private static final String SCALAR =
      " ? (@.type() == \"string\" || @.type() == \"boolean\" || @.type() == \"number\")";

  /**
   * Empty for kinds that have no order: composite, special and sounds, and for paths JSON cannot
   * tell.
   */
  static Optional<SortColumn> of(TypeParameters type, IndexedParameter parameter, IndexHash hash) {
    RestSearchParameterTypeEnum kind = parameter.kind();
    List<Long> keys =
        type.stored(parameter).stream().map(each -> hash.parameter(each.key())).toList();
    return switch (kind) {
      case STRING ->
          parameter.matching() == NameMatching.SOUND
              ? Optional.empty()
              : Optional.of(new SortColumn(parameter.name(), Kind.STRING, keys, List.of()));
      case DATE -> Optional.of(new SortColumn(parameter.name(), Kind.DATE, keys, List.of()));
      case NUMBER, QUANTITY ->
          Optional.of(new SortColumn(parameter.name(), Kind.AMOUNT, keys, List.of()));
      case TOKEN, URI, REFERENCE ->
          parameter
              .jsonPaths()
              .map(
                  paths ->
                      new SortColumn(
                          parameter.name(),
                          Kind.BODY_TEXT,
                          keys,
                          paths.stream().flatMap(path -> texts(kind, path).stream()).toList()));
      default -> Optional.empty();
    };
  }

  /** The texts of whatever stands at a path: each of these fits one kind of element only. */
  private static List<String> texts(RestSearchParameterTypeEnum kind, String path) {
    if (path.startsWith("exists(")) {
      return List.of(path);
    }
    return switch (kind) {
      case TOKEN ->
          List.of(
              path + ".\"coding\".\"code\"",
              path + ".\"code\"",
              path + ".\"value\"",
              path + SCALAR);
      case REFERENCE -> List.of(path + ".\"reference\" ? (!(@ starts with \"#\"))", path + SCALAR);
      default -> List.of(path + SCALAR);
    };
  }

  /** Adds the value of {@code row} as an expression. */
  void write(SqlStatement sql, Row row, boolean descending) {
    String pick = descending ? "max" : "min";
    switch (kind) {
      // An expression keeps the planner from walking a whole index for one row's least value.
      case STRING -> indexed(sql, row, pick + "(i.folded || '')" + WRITTEN, "index_string");
      case DATE -> indexed(sql, row, pick + "(i.low + interval '0')", "index_date");
      case AMOUNT -> {
        String end = descending ? "high" : "low";
        indexed(
            sql,
            row,
            "coalesce(" + pick + "(i.canonical_" + end + " + 0), " + pick + "(i." + end + " + 0))",
            "index_quantity");
      }
      case BODY_TEXT -> texts(sql, row, pick);
    }
  }

  private void indexed(SqlStatement sql, Row row, String value, String table) {
    sql.add(
        "(select "
            + value
            + " from "
            + table
            + " i where i.tenant_id = ? and i.rid = "
            + row.column("rid"),
        row.tenantId());
    if (parameters.size() == 1) {
      sql.add(" and i.parameter = ?)", parameters.get(0));
    } else {
      sql.add(
          " and i.parameter = any(?))",
          (Object) parameters.stream().mapToLong(Long::longValue).toArray());
    }
  }

  private void texts(SqlStatement sql, Row row, String pick) {
    sql.add(
        "(select "
            + pick
            + "(left(t.value #>> '{}', "
            + MAX_TEXT
            + ") collate \"C\") from (select "
            + row.column("body")
            + "::jsonb as doc offset 0) b cross join lateral (");
    String union = "";
    for (String path : jsonPaths) {
      sql.add(union + "select jsonb_path_query(b.doc, ?::jsonpath, '{}', true) as value", path);
      union = " union all ";
    }
    sql.add(") t)");
  }
}
