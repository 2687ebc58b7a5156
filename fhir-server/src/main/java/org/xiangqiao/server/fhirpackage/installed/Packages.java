package org.xiangqiao.server.fhirpackage.installed;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.store.Caller;

/**
 * Packages of a county, or of all counties (tenant 0): installed whole in one transaction or not at
 * all, listed, removed, and read by validation. A version is never overwritten.
 */
public final class Packages {

  private final PackageTables tables;
  private final TransactionTemplate transactions;
  private final FhirContext fhir;
  private final BaseDefinitions base;
  private final PackageLimits limits;
  private final ShippedDefinitions shipped;
  private final AtomicLong changes = new AtomicLong();

  /** One is unpacked at a time: it may fill much memory. */
  private final Semaphore unpacking = new Semaphore(1);

  public Packages(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      FhirContext fhir,
      BaseDefinitions base,
      ShippedDefinitions shipped,
      PackageLimits limits) {
    this.tables = new PackageTables(jdbc);
    this.transactions = new TransactionTemplate(transactions);
    this.fhir = fhir;
    this.base = base;
    this.limits = limits;
    this.shipped = shipped;
  }

  /**
   * Installs a package; one that is there with the same bytes stays as it is. It is received whole
   * before any other has to wait for it: a slow sender keeps nobody out.
   *
   * @throws PackageProblem if it is refused
   */
  public InstalledPackage install(int tenant, InputStream tgz, String by) {
    try {
      Path file = Files.createTempFile("package-", ".tgz");
      try {
        receive(tgz, file);
        return install(tenant, file, by);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException broken) {
      throw PackageFinding.of("package-broken", "package.tgz").problem();
    }
  }

  private void receive(InputStream tgz, Path file) throws IOException {
    long most = limits.maxFile().toBytes();
    byte[] part = new byte[1 << 16];
    long received = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int some = tgz.read(part); some >= 0; some = tgz.read(part)) {
        received += some;
        if (received > most) {
          throw PackageFinding.of("package-too-long", most >> 20).problem();
        }
        out.write(part, 0, some);
      }
    }
  }

  /** The same for one that is here. */
  InstalledPackage install(int tenant, Path tgz, String by) throws IOException {
    if (!unpacking.tryAcquire()) {
      throw PackageFinding.of("package-busy").problem();
    }
    try (InputStream in = Files.newInputStream(tgz)) {
      PackageContent content = PackageArchive.read(in, limits);
      if (content.name().equals(ShippedDefinitions.NAME)) {
        throw PackageFinding.of("package-shipped", content.name()).problem();
      }
      if (there(tenant, content) == null) {
        new PackageCheck(fhir, base, limits.maxFindings()).require(content, bases(tenant));
        transactions.executeWithoutResult(begun -> tables.add(tenant, content, by));
        changes.incrementAndGet();
      }
      InstalledPackage now = there(tenant, content);
      if (now == null) {
        throw PackageFinding.of("package-unknown", content.name(), content.version()).problem();
      }
      return now;
    } finally {
      unpacking.release();
    }
  }

  /** Another number after each change that this node made. */
  public long changes() {
    return changes.get();
  }

  /** Other text when something was installed or removed, by whatever node. */
  String state(int tenant) {
    return tables.state(tenant);
  }

  /** Null if it is not there. */
  private InstalledPackage there(int tenant, PackageContent content) {
    InstalledPackage found =
        all(tenant).stream()
            .filter(each -> each.name().equals(content.name()))
            .filter(each -> each.version().equals(content.version()))
            .findFirst()
            .orElse(null);
    if (found != null && !found.sha256().equals(content.sha256())) {
      throw PackageFinding.of("package-there", content.name(), content.version()).problem();
    }
    return found;
  }

  /** What a package may be built on: the county's packages, those for all, and the shipped one. */
  private List<IValidationSupport> bases(int tenant) {
    List<IValidationSupport> bases = new ArrayList<>(definitions(tenant, () -> {}));
    bases.add(shipped);
    return bases;
  }

  /** By name, the newest version of each last. */
  public List<InstalledPackage> all(int tenant) {
    return tables.all(tenant);
  }

  /**
   * @throws PackageProblem if it is not there
   */
  public void remove(int tenant, String name, String version) {
    if (!tables.remove(tenant, name, version)) {
      throw PackageFinding.of("package-unknown", name, version).problem();
    }
    changes.incrementAndGet();
  }

  /** Everything that this one place's packages define, all versions of it. */
  public List<PackagedDefinition> definitions(int tenant) {
    return tables.definitions(tenant);
  }

  /** A definition as its author wrote it; empty if its package was removed meanwhile. */
  public Optional<String> content(PackagedDefinition definition) {
    return tables.content(definition);
  }

  /** What this one place's packages define. */
  public IValidationSupport definitionsOf(int tenant, Runnable onRead) {
    return new InstalledDefinitions(tables, fhir, tenant, onRead);
  }

  private List<IValidationSupport> definitions(int tenant, Runnable onRead) {
    return tenant == Caller.DEFINITIONS_TENANT
        ? List.of(definitionsOf(tenant, onRead))
        : List.of(definitionsOf(tenant, onRead), definitionsOf(Caller.DEFINITIONS_TENANT, onRead));
  }
}
