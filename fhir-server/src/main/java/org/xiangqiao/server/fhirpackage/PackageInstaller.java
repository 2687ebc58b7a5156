package org.xiangqiao.server.fhirpackage;

import ca.uhn.fhir.context.FhirContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.fhirpackage.InstalledPackages.Brought;
import org.xiangqiao.server.fhirpackage.InstalledPackages.Installed;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * Writes the resources of a package into tenant 0, all in one transaction together with the note
 * that they are there: after a crash there is the old package or the new one, nothing between. Of
 * several nodes one does it; the others wait and find it done.
 */
final class PackageInstaller {

  /** What became of it. */
  enum Result {
    INSTALLED,
    ALREADY_THERE,
    /** A newer release installed a newer version, which stays. */
    NEWER_IS_THERE
  }

  private static final Caller CALLER =
      new Caller(Caller.DEFINITIONS_TENANT, "fhir-package", "", "fhir-package");

  /** Of the advisory lock that nodes take one after the other. */
  private static final long LOCK = 0x5853_0000_0000_0019L;

  private final FhirStore store;
  private final FhirContext fhir;
  private final DataSource database;
  private final InstalledPackages installed;

  PackageInstaller(FhirStore store, FhirContext fhir, DataSource database) {
    this.store = store;
    this.fhir = fhir;
    this.database = database;
    this.installed = new InstalledPackages(new JdbcTemplate(database));
  }

  /**
   * Installs it if it is not there.
   *
   * @throws IllegalArgumentException if it cannot be read
   * @throws org.xiangqiao.store.StoreException if the store refuses any of its resources
   */
  Result install(FhirPackage wanted) {
    Optional<Result> settled = settled(wanted, installed.find(wanted.name()));
    if (settled.isPresent()) {
      return settled.get();
    }
    List<Resource> resources = wanted.resources(fhir);
    try (Connection holder = database.getConnection();
        Statement statement = holder.createStatement()) {
      statement.execute("select pg_advisory_lock(" + LOCK + ")");
      try {
        Optional<Installed> before = installed.find(wanted.name());
        settled = settled(wanted, before);
        return settled.isPresent() ? settled.get() : write(wanted, resources, before.orElse(null));
      } finally {
        statement.execute("select pg_advisory_unlock(" + LOCK + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the package could not be installed", e);
    }
  }

  private static Optional<Result> settled(FhirPackage wanted, Optional<Installed> before) {
    return before.flatMap(
        there -> {
          int order =
              new PackageVersion(there.version()).compareTo(new PackageVersion(wanted.version()));
          if (order > 0) {
            return Optional.of(Result.NEWER_IS_THERE);
          }
          return order == 0 && there.sha256().equals(wanted.sha256())
              ? Optional.of(Result.ALREADY_THERE)
              : Optional.empty();
        });
  }

  private Result write(FhirPackage wanted, List<Resource> resources, Installed before) {
    List<WriteOperation> operations = new ArrayList<>();
    List<Brought> brought = new ArrayList<>();
    for (Resource resource : resources) {
      operations.add(new WriteOperation.Update(resource, null, null, null));
      brought.add(new Brought(resource.fhirType(), resource.getIdPart()));
    }
    Set<Brought> kept = new HashSet<>(brought);
    for (Brought old : installed.brought(wanted.name())) {
      if (!kept.contains(old)) {
        operations.add(new WriteOperation.Delete(old.type(), old.id(), null, null));
      }
    }
    try {
      store.write(
          CALLER,
          operations,
          (caller, changes) -> {
            if (!installed.note(wanted, before, brought)) {
              throw new InstalledMeanwhile();
            }
          });
      return Result.INSTALLED;
    } catch (InstalledMeanwhile other) {
      return Result.ALREADY_THERE;
    }
  }

  /** Somebody who does not see the lock was faster; rolls back. */
  private static final class InstalledMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
