package org.xiangqiao.server.fhirpackage;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which installed release of the shipped package a resource of tenant 0 belongs to. */
public final class PackageOrigin {

  private final JdbcTemplate jdbc;

  public PackageOrigin(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** {@code <package>#<version>}; empty for what somebody posted. */
  public Optional<String> of(String type, String id) {
    return jdbc
        .queryForList(
            "select name || '#' || version from installed_package"
                + " join installed_package_resource using (name) where type = ? and id = ?",
            String.class,
            type,
            id)
        .stream()
        .findFirst();
  }
}
