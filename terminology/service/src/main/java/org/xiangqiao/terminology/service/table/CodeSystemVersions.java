package org.xiangqiao.terminology.service.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Table {@code code_system_version}: which versions there are, and which of each is current. */
public final class CodeSystemVersions {

  private final JdbcTemplate jdbc;

  public CodeSystemVersions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Begins a version that nobody sees yet. One that failed makes way.
   *
   * @return empty if there is a version of this name
   */
  public Optional<Long> begin(int tenantId, String url, String version, String about) {
    try {
      return Optional.ofNullable(
          jdbc.queryForObject(
              "insert into code_system_version (tenant_id, url, version, state, about)"
                  + " values (?, ?, ?, 'loading', ?) returning version_key",
              Long.class,
              tenantId,
              url,
              version,
              about));
    } catch (DuplicateKeyException there) {
      return Optional.empty();
    }
  }

  /** All that a county has and that are not removed, newest first. */
  public List<CodeSystemVersion> all(int tenantId) {
    return jdbc.query(
        "select * from code_system_version where tenant_id = ? and state <> 'removed'"
            + " order by url, version_key desc",
        (row, n) -> version(row),
        tenantId);
  }

  /** Versions that can be read, the current one first, then the newest. */
  public List<CodeSystemVersion> readable(int tenantId, String url) {
    return jdbc.query(
        "select * from code_system_version where tenant_id = ? and url = ?"
            + " and state in ('ready', 'current', 'retired')"
            + " order by state = 'current' desc, version_key desc",
        (row, n) -> version(row),
        tenantId,
        url);
  }

  /** Versions of all counties that can be read, for whoever keeps an index of them. */
  public List<CodeSystemVersion> readable() {
    return jdbc.query(
        "select * from code_system_version where state in ('ready', 'current', 'retired')"
            + " order by version_key",
        (row, n) -> version(row));
  }

  public Optional<CodeSystemVersion> find(long key) {
    return jdbc
        .query(
            "select * from code_system_version where version_key = ?",
            (row, n) -> version(row),
            key)
        .stream()
        .findFirst();
  }

  /** All concepts are in: from now on the version can be read. */
  public void ready(long key, String about, int concepts) {
    jdbc.update(
        "update code_system_version set state = 'ready', about = ?, concepts = ?, ready_at = now()"
            + " where version_key = ? and state = 'loading'",
        about,
        concepts,
        key);
  }

  public void source(long key, long bytes, String sha256) {
    jdbc.update(
        "update code_system_version set source_bytes = ?, source_sha256 = ? where version_key = ?",
        bytes,
        sha256,
        key);
  }

  /** The version will never be read. */
  public void failed(long key) {
    jdbc.update(
        "update code_system_version set state = 'failed', removed_at = now()"
            + " where version_key = ? and state = 'loading'",
        key);
  }

  /**
   * Makes a version the current one, in place of another. Inside the transaction of whatever else
   * must change with it.
   *
   * @param back whether this is a roll-back from what is current, which must still be the version
   *     that {@code wanted} is the former of
   * @return false if it cannot be read, or another one has become current
   */
  public boolean makeCurrent(CodeSystemVersion wanted, boolean back) {
    List<CodeSystemVersion> current =
        jdbc.query(
            "select * from code_system_version where tenant_id = ? and url = ?"
                + " and state = 'current' for update",
            (row, n) -> version(row),
            wanted.tenantId(),
            wanted.url());
    if (current.stream().anyMatch(each -> each.key() == wanted.key())) {
      return !back;
    }
    if (back && current.stream().noneMatch(each -> Objects.equals(each.former(), wanted.key()))) {
      return false;
    }
    jdbc.update(
        "update code_system_version set state = 'retired' where tenant_id = ? and url = ?"
            + " and state = 'current'",
        wanted.tenantId(),
        wanted.url());
    Long former = current.isEmpty() ? null : current.get(0).key();
    return jdbc.update(
            "update code_system_version set state = 'current', current_at = now(),"
                + " former = case when ? then former else ?::bigint end"
                + " where version_key = ? and state in ('ready', 'retired')",
            back,
            former,
            wanted.key())
        == 1;
  }

  /**
   * Hides a version at once; its rows go later.
   *
   * @return false if it is the current one, or there is none
   */
  public boolean remove(long key) {
    return jdbc.update(
            "update code_system_version set state = 'removed', removed_at = now()"
                + " where version_key = ? and state in ('ready', 'retired', 'failed')",
            key)
        == 1;
  }

  private static CodeSystemVersion version(ResultSet row) throws SQLException {
    return new CodeSystemVersion(
        row.getInt("tenant_id"),
        row.getLong("version_key"),
        row.getString("url"),
        row.getString("version"),
        CodeSystemVersion.State.of(row.getString("state")),
        row.getString("about"),
        row.getInt("concepts"),
        row.getObject("source_bytes", Long.class),
        row.getString("source_sha256"),
        row.getObject("former", Long.class),
        instant(row, "created_at"),
        instant(row, "ready_at"),
        instant(row, "current_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
