package org.xiangqiao.store.erase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Binary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.binary.BinaryContent;
import org.xiangqiao.store.binary.ContentMark;

/** Contents of erased Binary resources go when no other version of any Binary has them. */
final class ErasedBinaries {

  private static final String MARK = "'\"valueString\":\"([0-9a-f-]{36})/[0-9]+\"}]}}$'";

  private static final String UNUSED =
      "with used as (select substring(right(body, 220) from "
          + MARK
          + ") as id from resource_binary where tenant_id = ? union"
          + " select substring(right(body, 220) from "
          + MARK
          + ") from resource_history where tenant_id = ? and effect <> 3"
          + " and type_code = (select type_code from resource_type where name = 'Binary'))"
          + " select c.content_id from binary_content c where c.tenant_id = ?"
          + " and c.content_id = any(?) and c.staged_at is null"
          + " and not exists (select 1 from used where used.id = c.content_id::text)";

  private final JdbcTemplate jdbc;

  ErasedBinaries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void erase(int tenant, List<ErasedVersion> erased) {
    Set<UUID> contents =
        erased.stream()
            .map(ErasedVersion::resource)
            .filter(Binary.class::isInstance)
            .map(Binary.class::cast)
            .map(ContentMark::of)
            .filter(Objects::nonNull)
            .map(BinaryContent::id)
            .collect(Collectors.toSet());
    if (contents.isEmpty() || unused(tenant, contents).isEmpty()) {
      return;
    }
    // Whoever claims a content has a lock on the table until his Binary is there to be seen.
    SharedRows.lock(jdbc, "binary_content");
    jdbc.update(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "delete from binary_content where tenant_id = ? and content_id in (%s)"
                      .formatted(UNUSED));
          statement.setInt(1, tenant);
          bind(connection, statement, 2, tenant, contents);
          return statement;
        });
  }

  private List<UUID> unused(int tenant, Set<UUID> contents) {
    return jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(UNUSED);
          bind(connection, statement, 1, tenant, contents);
          return statement;
        },
        (row, n) -> row.getObject(1, UUID.class));
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int at, int tenant, Set<UUID> contents)
      throws SQLException {
    for (int i = 0; i < 3; i++) {
      statement.setInt(at + i, tenant);
    }
    statement.setArray(at + 3, connection.createArrayOf("uuid", contents.toArray()));
  }
}
