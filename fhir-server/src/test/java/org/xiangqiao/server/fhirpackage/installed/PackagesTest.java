package org.xiangqiao.server.fhirpackage.installed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.server.fhirpackage.installed.TestPackage.element;
import static org.xiangqiao.store.OpenStore.FHIR;

import java.util.List;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.terminology.published.PublishedDefinitions;

/** Whole or not at all, side by side, and only what can be held against a resource. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagesTest {

  private static final String NAME = "org.example.test";
  private static final String A = "https://example.org/StructureDefinition/a";

  private final BaseDefinitions base = new BaseDefinitions(new PublishedDefinitions(FHIR));
  private OpenStore open;
  private Packages packages;

  @BeforeAll
  void open() {
    open = OpenStore.open();
    packages =
        new Packages(
            open.jdbc(),
            new DataSourceTransactionManager(open.dataSource()),
            FHIR,
            base,
            new ShippedDefinitions(FHIR),
            PackageLimits.defaults());
  }

  @AfterAll
  void close() {
    open.close();
  }

  @AfterEach
  void clear() {
    open.jdbc().update("delete from definition_package");
  }

  private InstalledPackage install(TestPackage sent) {
    return packages.install(7, sent.stream(), "test");
  }

  private static TestPackage version(String version, String... elements) {
    return TestPackage.of(NAME, version).profile("a", version, "Patient", elements);
  }

  private String found(int tenant, String canonical) {
    StructureDefinition profile =
        (StructureDefinition)
            packages.definitionsOf(tenant, () -> {}).fetchStructureDefinition(canonical);
    return profile == null ? null : profile.getVersion();
  }

  @Test
  void versionsLieSideBySideAndTheNewestCounts() {
    assertThat(install(version("1.9.0")).definitions()).isEqualTo(1);
    install(version("1.10.0"));
    install(version("2.0.0-rc1"));
    assertThat(found(7, A + "|1.9.0")).isEqualTo("1.9.0");
    assertThat(found(7, A + "|3.0.0")).isNull();
    assertThat(found(7, A)).isEqualTo("2.0.0-rc1");
    packages.remove(7, NAME, "2.0.0-rc1");
    assertThat(found(7, A)).isEqualTo("1.10.0");
    assertThat(packages.all(7))
        .extracting(InstalledPackage::version)
        .containsExactly("1.9.0", "1.10.0");
    assertThat(found(8, A)).as("another county").isNull();
    assertThatThrownBy(() -> packages.remove(8, NAME, "1.9.0")).hasMessage("package-unknown");
  }

  @Test
  void aVersionIsNeverOverwritten() {
    TestPackage sent = version("1.0.0");
    byte[] bytes = sent.bytes();
    InstalledPackage first = packages.install(7, new java.io.ByteArrayInputStream(bytes), "test");
    assertThat(packages.install(7, new java.io.ByteArrayInputStream(bytes), "test"))
        .isEqualTo(first);
    assertThatThrownBy(() -> install(version("1.0.0", element("Patient.name", "\"min\":1"))))
        .hasMessage("package-there");
    assertThatThrownBy(
            () ->
                install(
                    TestPackage.of(ShippedDefinitions.NAME, "9.0.0").profile("a", "1", "Patient")))
        .hasMessage("package-shipped");
  }

  @Test
  void profilesThatContradictTheirBaseAreNamedAllAtOnceAndNothingIsInstalled() {
    TestPackage sent =
        TestPackage.of(NAME, "1.0.0")
            .profile("good", "1", "Patient", element("Patient.name", "\"min\":1"))
            .profile(
                "bad",
                "1",
                "Observation",
                element("Observation.status", "\"min\":0"),
                element("Observation.code", "\"max\":\"2\""),
                element("Observation.nothing", "\"min\":1"),
                element("Observation.subject", "\"min\":2,\"max\":\"1\""),
                element("Observation.issued", "\"type\":[{\"code\":\"date\"}]"),
                element(
                    "Observation.note",
                    "\"constraint\":[{\"key\":\"x-1\",\"severity\":\"error\",\"human\":\"x\","
                        + "\"expression\":\"text.((\"}]"));
    List<PackageFinding> findings = findings(sent);
    assertThat(findings)
        .extracting(PackageFinding::rule)
        .contains(
            "profile-min",
            "profile-max",
            "profile-element-unknown",
            "profile-min-max",
            "profile-element-type",
            "profile-invariant");
    assertThat(findings)
        .allSatisfy(
            each -> {
              assertThat(each.arguments().get(0))
                  .isEqualTo("https://example.org/StructureDefinition/bad|1");
              assertThat(PackageFaults.of(each).place()).startsWith("Observation.");
            });
    assertThat(packages.all(7)).isEmpty();
    assertThat(open.jdbc().queryForObject("select count(*) from packaged_definition", Long.class))
        .isZero();
  }

  @Test
  void basesMustBeThere() {
    String derived =
        TestPackage.profileOf("b", "1", "Patient")
            .replace("http://hl7.org/fhir/StructureDefinition/Patient", A);
    TestPackage lonely =
        TestPackage.of("org.example.more", "1.0.0").file("package/b.json", derived);
    byte[] bytes = lonely.bytes();
    assertThatThrownBy(() -> packages.install(7, new java.io.ByteArrayInputStream(bytes), "test"))
        .isInstanceOfSatisfying(
            PackageProblem.class,
            problem ->
                assertThat(problem.faults().get(0).text().english())
                    .contains("https://example.org/StructureDefinition/b|1")
                    .contains(A));
    packages.install(0, version("1.0.0").stream(), "test");
    packages.install(7, new java.io.ByteArrayInputStream(bytes), "test");
    String wrongType = derived.replace("\"type\":\"Patient\"", "\"type\":\"Group\"");
    assertThat(
            findings(
                TestPackage.of("org.example.wrong", "1.0.0").file("package/b.json", wrongType)))
        .isNotEmpty();
  }

  @Test
  void profilesBuiltOnThemselvesAreRefused() {
    String base = "http://hl7.org/fhir/StructureDefinition/Patient";
    String one = TestPackage.profileOf("one", "1", "Patient");
    String two = TestPackage.profileOf("two", "1", "Patient");
    List<PackageFinding> findings =
        findings(
            TestPackage.of(NAME, "1.0.0")
                .file(
                    "package/1.json",
                    one.replace(base, "https://example.org/StructureDefinition/two"))
                .file(
                    "package/2.json",
                    two.replace(base, "https://example.org/StructureDefinition/one")));
    assertThat(findings).extracting(PackageFinding::rule).containsOnly("profile-circle");
    assertThat(findings).hasSize(2);
  }

  /** Slices, choices, content references and elements inside of data types are the base's. */
  @Test
  void whatOnlyNarrowsIsInstalled() {
    install(
        TestPackage.of(NAME, "1.0.0")
            .profile(
                "wide",
                "1",
                "Observation",
                element("Observation.value[x]", "\"min\":1"),
                element("Observation.valueQuantity.code", "\"min\":1"),
                element("Observation.subject.identifier.system", "\"min\":1"),
                element("Observation.component.referenceRange.low.value", "\"min\":1"),
                "{\"id\":\"Observation.category\",\"path\":\"Observation.category\","
                    + "\"slicing\":{\"discriminator\":[{\"type\":\"pattern\",\"path\":\"$this\"}],"
                    + "\"rules\":\"open\"},\"min\":1}",
                "{\"id\":\"Observation.category:vital\",\"path\":\"Observation.category\","
                    + "\"sliceName\":\"vital\",\"min\":0,\"max\":\"1\"}"));
    assertThat(packages.all(7)).hasSize(1);
  }

  @Test
  void whatIsNoR4IsRefusedWithItsFile() {
    List<PackageFinding> findings =
        findings(
            TestPackage.of(NAME, "1.0.0")
                .file(
                    "package/x.json",
                    "{\"resourceType\":\"ValueSet\",\"url\":\"http://x\",\"statuss\":\"active\"}"));
    assertThat(findings.get(0).rule()).isEqualTo("package-resource");
    assertThat(findings.get(0).arguments().toString()).contains("package/x.json", "statuss");
  }

  private List<PackageFinding> findings(TestPackage sent) {
    try {
      install(sent);
      return List.of();
    } catch (PackageProblem refused) {
      return refused.findings();
    }
  }
}
