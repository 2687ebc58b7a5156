package org.xiangqiao.server.fhirpackage;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of installed packages. */
final class InstalledPackages {

  /** What is installed of a package. */
  record Installed(String version, String sha256) {}

  /** A resource that a package brought. */
  record Brought(String type, String id) {}

  private final JdbcTemplate jdbc;

  InstalledPackages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Installed> find(String name) {
    return jdbc
        .query(
            "select version, sha256 from installed_package where name = ?",
            (row, n) -> new Installed(row.getString(1), row.getString(2)),
            name)
        .stream()
        .findFirst();
  }

  List<Brought> brought(String name) {
    return jdbc.query(
        "select type, id from installed_package_resource where name = ?",
        (row, n) -> new Brought(row.getString(1), row.getString(2)),
        name);
  }

  /**
   * Notes an installation; part of the transaction that writes the resources.
   *
   * @param before what was installed when it began; null if nothing was
   * @return whether that is still so
   */
  boolean note(FhirPackage installed, Installed before, List<Brought> brought) {
    int noted =
        before == null
            ? jdbc.update(
                "insert into installed_package (name, version, sha256) values (?, ?, ?)"
                    + " on conflict do nothing",
                installed.name(),
                installed.version(),
                installed.sha256())
            : jdbc.update(
                "update installed_package set version = ?, sha256 = ?, installed_at = now()"
                    + " where name = ? and version = ? and sha256 = ?",
                installed.version(),
                installed.sha256(),
                installed.name(),
                before.version(),
                before.sha256());
    if (noted == 0) {
      return false;
    }
    jdbc.update("delete from installed_package_resource where name = ?", installed.name());
    jdbc.update(
        "insert into installed_package_resource (name, type, id)"
            + " select ?, type, id from unnest(?::text[], ?::text[]) as brought(type, id)",
        installed.name(),
        brought.stream().map(Brought::type).toArray(String[]::new),
        brought.stream().map(Brought::id).toArray(String[]::new));
    return true;
  }
}
