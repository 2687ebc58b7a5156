package org.xiangqiao.server.audit;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts records into {@code audit_record}, any number by one statement. */
class AuditTable {

  private static final String INSERT =
      """
      insert into audit_record (tenant_id, at, client, organization, action, interaction, status,
                                resource_type, resource_id, version, patients, query, request_id,
                                source, further_ids, further_versions)
      select tenant_id, at, client, organization, action, interaction, status, resource_type,
             resource_id, version, string_to_array(patients, ' '), query, request_id, source,
             string_to_array(further_ids, ' '), string_to_array(further_versions, ' ')::bigint[]
      from unnest(?::int[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::smallint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                  ?::text[], ?::text[], ?::text[], ?::text[])
           as r (tenant_id, at, client, organization, action, interaction, status, resource_type,
                 resource_id, version, patients, query, request_id, source, further_ids,
                 further_versions)
      """;

  private final JdbcTemplate jdbc;

  AuditTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Joins a running transaction; else commits before it returns. */
  void insert(List<AuditRecord> records) {
    jdbc.update(connection -> prepare(connection, records));
  }

  private static PreparedStatement prepare(Connection connection, List<AuditRecord> records)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(INSERT);
    Columns columns = new Columns(connection, statement, records);
    columns.add("int4", AuditRecord::tenant);
    columns.add("timestamptz", record -> record.at().atOffset(ZoneOffset.UTC).toString());
    columns.add("text", AuditRecord::client);
    columns.add("text", AuditRecord::organization);
    columns.add("text", record -> record.action().code());
    columns.add("text", AuditRecord::interaction);
    columns.add("int2", record -> (short) record.status());
    columns.add("text", AuditRecord::type);
    columns.add("text", AuditRecord::resourceId);
    columns.add("int8", AuditRecord::version);
    columns.add("text", record -> String.join(" ", record.patients()));
    columns.add("text", AuditRecord::query);
    columns.add("text", AuditRecord::requestId);
    columns.add("text", AuditRecord::source);
    columns.add("text", record -> further(record, AuditRecord.Version::id));
    columns.add("text", record -> further(record, each -> String.valueOf(each.number())));
    return statement;
  }

  private static String further(AuditRecord record, Function<AuditRecord.Version, String> part) {
    return record.further().isEmpty()
        ? null
        : record.further().stream().map(part).collect(Collectors.joining(" "));
  }

  private static final class Columns {

    private final Connection connection;
    private final PreparedStatement statement;
    private final List<AuditRecord> records;
    private int place;

    Columns(Connection connection, PreparedStatement statement, List<AuditRecord> records) {
      this.connection = connection;
      this.statement = statement;
      this.records = records;
    }

    void add(String type, Function<AuditRecord, Object> value) throws SQLException {
      Array array = connection.createArrayOf(type, records.stream().map(value).toArray());
      statement.setArray(++place, array);
    }
  }
}
