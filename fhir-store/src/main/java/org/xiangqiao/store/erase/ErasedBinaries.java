package org.xiangqiao.store.erase;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.binary.BinaryContent;
import org.xiangqiao.store.binary.ContentMark;

/** Contents of erased Binary resources go when no other version of any Binary has them. */
final class ErasedBinaries {

  private static final String MARK = "'\"valueString\":\"([0-9a-f-]{36})/[0-9]+\"}]}}$'";

  private final JdbcTemplate jdbc;

  ErasedBinaries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param bodies of erased versions
   */
  void erase(int tenant, List<String> bodies) {
    Set<UUID> contents =
        bodies.stream()
            .map(ContentMark::of)
            .filter(Objects::nonNull)
            .map(BinaryContent::id)
            .collect(Collectors.toSet());
    if (contents.isEmpty()) {
      return;
    }
    jdbc.update(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "with used as (select substring(right(body, 220) from "
                      + MARK
                      + ") as id from resource_binary where tenant_id = ? union"
                      + " select substring(right(body, 220) from "
                      + MARK
                      + ") from resource_history where tenant_id = ? and effect <> 3"
                      + " and type_code = (select type_code from resource_type where name = 'Binary'))"
                      + " delete from binary_content c where c.tenant_id = ?"
                      + " and c.content_id = any(?) and c.staged_at is null"
                      + " and not exists (select 1 from used where used.id = c.content_id::text)");
          statement.setInt(1, tenant);
          statement.setInt(2, tenant);
          statement.setInt(3, tenant);
          statement.setArray(4, connection.createArrayOf("uuid", contents.toArray()));
          return statement;
        });
  }
}
