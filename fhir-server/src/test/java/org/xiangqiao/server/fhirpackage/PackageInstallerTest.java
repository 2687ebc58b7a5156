package org.xiangqiao.server.fhirpackage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.FHIR;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hl7.fhir.r4.model.CodeSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.fhirpackage.PackageInstaller.Result;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;

/** Into tenant 0, whole or not at all, and once. */
class PackageInstallerTest {

  private static final Caller DEFINITIONS = new Caller(0, "test", "", "test");

  private final OpenStore open = OpenStore.open();
  private final PackageInstaller installer =
      new PackageInstaller(open.store(), FHIR, open.dataSource());

  @AfterEach
  void close() {
    open.close();
  }

  @Test
  void theShippedPackageIsInstalledOnce() {
    FhirPackage shipped = FhirPackage.shipped();
    assertThat(installer.install(shipped)).isEqualTo(Result.INSTALLED);
    long changes = changes();
    assertThat(installer.install(shipped)).isEqualTo(Result.ALREADY_THERE);
    assertThat(changes()).isEqualTo(changes);
    assertThat(
            open.jdbc()
                .queryForObject("select count(*) from installed_package_resource", Integer.class))
        .isEqualTo(shipped.resources(FHIR).size());
    CodeSystem sexes =
        FHIR.newJsonParser()
            .parseResource(
                CodeSystem.class,
                open.store()
                    .read(DEFINITIONS, "CodeSystem", "gb2261-1-gender")
                    .orElseThrow()
                    .json());
    assertThat(sexes.getConcept()).hasSize(4);
  }

  @Test
  void installersThatRaceInstallOnce() throws Exception {
    FhirPackage wanted = PackageTar.of("1.0.0", set("a", "1"), set("b", "1"));
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Result>> races = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        races.add(
            () -> new PackageInstaller(open.store(), FHIR, open.dataSource()).install(wanted));
      }
      List<Result> results = new ArrayList<>();
      for (Future<Result> each : nodes.invokeAll(races)) {
        results.add(each.get());
      }
      assertThat(results).containsOnlyOnce(Result.INSTALLED);
      assertThat(results).filteredOn(Result.ALREADY_THERE::equals).hasSize(3);
    } finally {
      nodes.shutdownNow();
    }
    assertThat(version("ValueSet", "a")).isEqualTo(1);
    assertThat(
            open.jdbc()
                .queryForObject(
                    "select count(*) from pg_locks where locktype = 'advisory'" + " and objid = 25",
                    Integer.class))
        .as("locks left behind")
        .isZero();
  }

  @Test
  void anUpgradeTakesAwayWhatTheOlderPackageBrought() {
    installer.install(PackageTar.of("1.0.0", set("a", "1"), set("b", "1"), set("c", "1")));
    FhirPackage newer = PackageTar.of("1.1.0", set("a", "1"), set("b", "2"));
    assertThat(installer.install(newer)).isEqualTo(Result.INSTALLED);
    assertThat(version("ValueSet", "a")).as("is as it was").isEqualTo(1);
    assertThat(version("ValueSet", "b")).isEqualTo(2);
    assertThat(open.store().read(DEFINITIONS, "ValueSet", "c").orElseThrow().deleted()).isTrue();
    assertThat(installer.install(PackageTar.of("1.0.5", set("a", "3"))))
        .as("an older node changes nothing")
        .isEqualTo(Result.NEWER_IS_THERE);
    assertThat(version("ValueSet", "a")).isEqualTo(1);
    assertThat(installer.install(PackageTar.of("1.1.0", set("a", "4"))))
        .as("the same version with other bytes")
        .isEqualTo(Result.INSTALLED);
  }

  @Test
  void nothingIsHalfInstalled() {
    String refused =
        """
        {"resourceType":"SearchParameter","id":"x","url":"https://example.org/x","name":"x",
         "status":"active","description":"x","code":"x","base":["Patient"],"type":"string",
         "expression":"Patient.((("}""";
    FhirPackage bad = PackageTar.of("1.0.0", set("a", "1"), refused);
    assertThatThrownBy(() -> installer.install(bad)).isInstanceOf(StoreException.class);
    FhirPackage twice = PackageTar.of("1.0.0", set("a", "1"), set("a", "2"));
    assertThatThrownBy(() -> installer.install(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("package/r1.json");
    FhirPackage canonical =
        PackageTar.of(
            "1.0.0", set("a", "1"), set("a", "1").replace("\"id\":\"a\"", "\"id\":\"b\""));
    assertThatThrownBy(() -> installer.install(canonical))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("canonical is there twice");
    assertThat(open.store().read(DEFINITIONS, "ValueSet", "a")).isEmpty();
    assertThat(new InstalledPackages(open.jdbc()).find("org.example.test")).isEmpty();
    assertThat(installer.install(PackageTar.of("1.0.0", set("a", "1"))))
        .isEqualTo(Result.INSTALLED);
  }

  private long version(String type, String id) {
    return open.store().read(DEFINITIONS, type, id).orElseThrow().version();
  }

  private long changes() {
    return open.jdbc().queryForObject("select count(*) from resource_history", Long.class);
  }

  private static String set(String id, String title) {
    return """
        {"resourceType":"ValueSet","id":"%s","url":"https://example.org/ValueSet/%s",
         "status":"active","title":"%s"}"""
        .formatted(id, id, title);
  }
}
