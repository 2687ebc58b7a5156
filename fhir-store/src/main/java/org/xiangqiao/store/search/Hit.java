package org.xiangqiao.store.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.xiangqiao.store.StoredResource;

/**
 * A row of a resource table.
 *
 * @param dateLow start of its main date, or null
 * @param sorted values of those sort keys that are search parameters, at the keys' places
 */
record Hit(long rid, Instant dateLow, List<Object> sorted, StoredResource resource) {

  static RowMapper<Hit> mapper(String type) {
    return (row, number) -> of(type, List.of(), row);
  }

  static RowMapper<Hit> mapper(String type, SearchQuery.Order order) {
    return (row, number) -> of(type, sorted(order, row), row);
  }

  private static Hit of(String type, List<Object> sorted, ResultSet row) throws SQLException {
    return new Hit(
        row.getLong("rid"),
        instant(row, "date_low"),
        sorted,
        new StoredResource(
            type,
            row.getString("fhir_id"),
            row.getLong("version"),
            instant(row, "last_updated"),
            false,
            row.getString("body")));
  }

  private static List<Object> sorted(SearchQuery.Order order, ResultSet row) throws SQLException {
    Object[] sorted = new Object[order.keys().size()];
    for (int i = 0; i < sorted.length; i++) {
      SortColumn column = order.keys().get(i).column();
      if (column != null) {
        String name = PageStatement.column(i);
        sorted[i] =
            switch (column.kind()) {
              case STRING, BODY_TEXT -> row.getString(name);
              case DATE -> instant(row, name);
              case AMOUNT -> row.getBigDecimal(name);
            };
      }
    }
    return Arrays.asList(sorted);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  PageKey key(SearchQuery.Order order) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < order.keys().size(); i++) {
      values.add(
          switch (order.keys().get(i).by()) {
            case ROW -> null;
            case ID -> resource.id();
            case LAST_UPDATED -> resource.lastUpdated();
            case MAIN_DATE -> dateLow;
            case PARAMETER -> sorted.get(i);
          });
    }
    return new PageKey(
        order.key() == SearchQuery.SortKey.MAIN_DATE && dateLow == null, values, rid);
  }
}
