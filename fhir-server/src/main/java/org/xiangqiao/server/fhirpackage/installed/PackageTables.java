package org.xiangqiao.server.fhirpackage.installed;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.fhirpackage.installed.PackageContent.Definition;

/** The tables of packages and of what they define. */
final class PackageTables {

  private static final int BATCH = 100;

  private final JdbcTemplate jdbc;

  PackageTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of a county, by name, the newest version last. */
  List<InstalledPackage> all(int tenant) {
    return jdbc
        .query(
            "select name, version, description, sha256, definitions, installed_at"
                + " from definition_package where tenant_id = ?",
            (row, n) ->
                new InstalledPackage(
                    tenant,
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getInt(5),
                    row.getObject(6, OffsetDateTime.class).toInstant()),
            tenant)
        .stream()
        .sorted(InstalledPackage.BY_NAME_AND_VERSION)
        .toList();
  }

  /**
   * Adds one; part of the caller's transaction.
   *
   * @return whether it was not there
   */
  boolean add(int tenant, PackageContent content, String by) {
    int added =
        jdbc.update(
            "insert into definition_package"
                + " (tenant_id, name, version, description, sha256, definitions, installed_by)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            tenant,
            content.name(),
            content.version(),
            content.description(),
            content.sha256(),
            content.definitions().size(),
            by);
    if (added == 0) {
      return false;
    }
    jdbc.batchUpdate(
        "insert into packaged_definition"
            + " (tenant_id, name, version, type, url, definition_version, content)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        content.definitions(),
        BATCH,
        (statement, each) -> set(statement, tenant, content, each));
    return true;
  }

  private static void set(
      PreparedStatement statement, int tenant, PackageContent content, Definition each)
      throws SQLException {
    statement.setInt(1, tenant);
    statement.setString(2, content.name());
    statement.setString(3, content.version());
    statement.setString(4, each.type());
    statement.setString(5, each.url());
    statement.setString(6, each.version());
    statement.setString(7, each.json());
  }

  boolean remove(int tenant, String name, String version) {
    return jdbc.update(
            "delete from definition_package where tenant_id = ? and name = ? and version = ?",
            tenant,
            name,
            version)
        > 0;
  }

  /** Where a definition lies, in all versions of it and of its packages. */
  List<PackagedDefinition> places(int tenant, String type, String url) {
    return jdbc.query(
        "select name, version, definition_version from packaged_definition"
            + " where tenant_id = ? and type = ? and url = ?",
        (row, n) ->
            new PackagedDefinition(
                tenant, row.getString(1), row.getString(2), type, url, row.getString(3)),
        tenant,
        type,
        url);
  }

  /** Other text when something was installed or removed. */
  String state(int tenant) {
    return jdbc.queryForObject(
        "select coalesce(string_agg(name || '#' || version || '#' || sha256, ' '"
            + " order by name, version), '') from definition_package where tenant_id = ?",
        String.class,
        tenant);
  }

  /** All that lies in one place. */
  List<PackagedDefinition> definitions(int tenant) {
    return jdbc.query(
        "select name, version, type, url, definition_version from packaged_definition"
            + " where tenant_id = ?",
        (row, n) ->
            new PackagedDefinition(
                tenant,
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)),
        tenant);
  }

  Optional<String> content(PackagedDefinition place) {
    return jdbc
        .queryForList(
            "select content from packaged_definition where tenant_id = ? and name = ?"
                + " and version = ? and type = ? and url = ? and definition_version = ?",
            String.class,
            place.tenant(),
            place.name(),
            place.version(),
            place.type(),
            place.url(),
            place.definitionVersion())
        .stream()
        .findFirst();
  }
}
