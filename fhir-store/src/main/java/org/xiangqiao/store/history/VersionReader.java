package org.xiangqiao.store.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SharedDefinitions;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.binary.BinaryBodies;
import org.xiangqiao.store.binary.BinaryVersion;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.search.criteria.ResourceTables;

/**
 * Reads one version by its logical id: the current row first, history only when it is not there.
 */
public final class VersionReader {

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final ResourceTables tables;
  private final BinaryBodies binaries;

  public VersionReader(JdbcTemplate jdbc, ResourceTypes types, BinaryBodies binaries) {
    this.jdbc = jdbc;
    this.types = types;
    this.tables = new ResourceTables(jdbc);
    this.binaries = binaries;
  }

  /**
   * Empty if there never was such a resource; a tombstone if it was deleted. A definition that the
   * tenant does not have, or not any more, is the shared one.
   */
  public Optional<StoredResource> read(Caller caller, String type, String id) {
    Optional<StoredResource> own =
        current(caller.tenantId(), type, id).map(found -> binaries.fill(caller.tenantId(), found));
    if (own.filter(found -> !found.deleted()).isPresent()
        || !SharedDefinitions.reach(caller.tenantId(), type)) {
      return own;
    }
    return current(Caller.DEFINITIONS_TENANT, type, id)
        .filter(shared -> !shared.deleted())
        .or(() -> own);
  }

  public Optional<StoredResource> readVersion(Caller caller, String type, String id, long version) {
    Optional<StoredResource> own =
        numbered(caller.tenantId(), type, id, version)
            .map(found -> binaries.fill(caller.tenantId(), found));
    return own.isEmpty()
            && SharedDefinitions.reach(caller.tenantId(), type)
            && current(caller.tenantId(), type, id).filter(found -> !found.deleted()).isEmpty()
        ? numbered(Caller.DEFINITIONS_TENANT, type, id, version)
        : own;
  }

  /**
   * A Binary without its data.
   *
   * @param version null for the current one
   */
  public Optional<BinaryVersion> readBinary(Caller caller, String id, Long version) {
    Optional<StoredResource> found =
        version == null
            ? current(caller.tenantId(), "Binary", id)
            : numbered(caller.tenantId(), "Binary", id, version);
    return found.map(BinaryVersion::of);
  }

  private Optional<StoredResource> current(int tenantId, String type, String id) {
    Optional<StoredResource> current =
        first(
            jdbc.query(
                "select version, last_updated, body from "
                    + tables.of(tenantId, types.require(type))
                    + " where tenant_id = ? and fhir_id = ?",
                (row, n) -> stored(type, id, row),
                tenantId,
                id));
    return current.isPresent()
        ? current
        : first(
            jdbc.query(
                "select version, last_updated, body from resource_history"
                    + " where tenant_id = ? and type_code = ? and fhir_id = ?"
                    + " order by version desc limit 1",
                (row, n) -> stored(type, id, row),
                tenantId,
                types.code(type),
                id));
  }

  private Optional<StoredResource> numbered(int tenantId, String type, String id, long version) {
    Optional<StoredResource> current =
        first(
            jdbc.query(
                "select version, last_updated, body from "
                    + tables.of(tenantId, types.require(type))
                    + " where tenant_id = ? and fhir_id = ? and version = ?",
                (row, n) -> stored(type, id, row),
                tenantId,
                id,
                version));
    return current.isPresent()
        ? current
        : first(
            jdbc.query(
                "select version, last_updated, body from resource_history"
                    + " where tenant_id = ? and type_code = ? and fhir_id = ? and version = ?",
                (row, n) -> stored(type, id, row),
                tenantId,
                types.code(type),
                id,
                version));
  }

  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static StoredResource stored(String type, String id, ResultSet row) throws SQLException {
    String body = row.getString(3);
    return new StoredResource(type, id, row.getLong(1), instant(row, 2), body == null, body);
  }

  private static Optional<StoredResource> first(List<StoredResource> rows) {
    return rows.stream().findFirst();
  }
}
