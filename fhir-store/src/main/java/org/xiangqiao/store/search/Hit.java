package org.xiangqiao.store.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.RowMapper;
import org.xiangqiao.store.StoredResource;

/**
 * A row of a resource table.
 *
 * @param dateLow start of its main date, or null
 */
record Hit(long rid, Instant dateLow, StoredResource resource) {

  static RowMapper<Hit> mapper(String type) {
    return (row, number) -> of(type, row);
  }

  private static Hit of(String type, ResultSet row) throws SQLException {
    OffsetDateTime date = row.getObject("date_low", OffsetDateTime.class);
    return new Hit(
        row.getLong("rid"),
        date == null ? null : date.toInstant(),
        new StoredResource(
            type,
            row.getString("fhir_id"),
            row.getLong("version"),
            row.getObject("last_updated", OffsetDateTime.class).toInstant(),
            false,
            row.getString("body")));
  }

  PageKey key(SearchQuery.SortKey sortedBy) {
    return switch (sortedBy) {
      case ROW -> new PageKey(false, null, null, rid);
      case ID -> new PageKey(false, resource.id(), null, rid);
      case LAST_UPDATED -> new PageKey(false, null, resource.lastUpdated(), rid);
      case MAIN_DATE -> new PageKey(dateLow == null, null, dateLow, rid);
    };
  }
}
