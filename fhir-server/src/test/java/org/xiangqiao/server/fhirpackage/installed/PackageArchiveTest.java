package org.xiangqiao.server.fhirpackage.installed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.server.fhirpackage.installed.TestPackage.profileOf;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What comes in a .tgz, and what it is refused for. */
class PackageArchiveTest {

  private static final PackageLimits LIMITS =
      new PackageLimits(
          DataSize.ofKilobytes(200), DataSize.ofMegabytes(4), DataSize.ofMegabytes(1), 50, 100);

  private static PackageContent read(TestPackage sent) {
    return PackageArchive.read(sent.stream(), LIMITS);
  }

  private static TestPackage sound() {
    return TestPackage.of("org.example.test", "1.0.0").profile("a", "1", "Patient");
  }

  private static void refused(InputStream sent, String rule, String... named) {
    assertThatThrownBy(() -> PackageArchive.read(sent, LIMITS))
        .isInstanceOfSatisfying(
            PackageProblem.class,
            problem -> {
              assertThat(problem.findings().get(0).rule()).isEqualTo(rule);
              for (String each : named) {
                assertThat(problem.faults().get(0).text().english()).contains(each);
                assertThat(problem.faults().get(0).text().chinese()).contains(each);
              }
            });
  }

  private static void refused(TestPackage sent, String rule, String... named) {
    refused(sent.stream(), rule, named);
  }

  @Test
  void definitionsOfTheFolderAreTakenAndNothingElse() {
    PackageContent content =
        read(
            sound()
                .file("package/.index.json", "{}")
                .file("package/example/broken.json", "no JSON")
                .file("package/Patient-a.json", "{\"resourceType\":\"Patient\"}")
                .file("package/ValueSet-a.json", set("a", "1"))
                .file("package/ValueSet-a2.json", set("a", "2")));
    assertThat(content.name()).isEqualTo("org.example.test");
    assertThat(content.version()).isEqualTo("1.0.0");
    assertThat(content.description()).isEqualTo("A test");
    assertThat(content.sha256()).hasSize(64);
    assertThat(content.definitions())
        .extracting(PackageContent.Definition::canonical)
        .containsExactly(
            "https://example.org/StructureDefinition/a|1",
            "https://example.org/ValueSet/a|1",
            "https://example.org/ValueSet/a|2");
  }

  @Test
  void namesThatLeadElsewhereAreRefused() {
    for (String name :
        new String[] {"../x.json", "package/../../x.json", "/etc/x", "C:/x", "package\\x.json"}) {
      refused(sound().file(name, "{}"), "package-path", name);
    }
    refused(sound().link("package/x.json", "/etc/passwd"), "package-path", "package/x.json");
  }

  @Test
  void bombsAreRefusedBeforeTheyAreUnpacked() {
    refused(sound().file("other/zeros", new byte[5 << 20]), "package-unpacked", "4 MB");
    refused(
        sound().file("package/zeros.json", new byte[2 << 20]),
        "package-entry",
        "package/zeros.json");
    TestPackage many = sound();
    for (int i = 0; i < 50; i++) {
      many.file("other/" + i, "");
    }
    refused(many, "package-entries", "50");
  }

  /** Endless: it is cut off where the limit is, not where it ends. */
  @Test
  void longFilesAreRefused() {
    byte[] noise = new byte[300_000];
    new java.util.Random(7).nextBytes(noise);
    refused(sound().file("other/noise", noise), "package-too-long");
  }

  @Test
  void whatIsNoPackageIsRefused() {
    refused(new ByteArrayInputStream(new byte[0]), "package-broken");
    refused(new ByteArrayInputStream("no gzip".getBytes()), "package-broken");
    refused(TestPackage.bare().file("package/x.json", "{}"), "package-manifest", "package.json");
    refused(TestPackage.of("../name", "1.0.0"), "package-manifest", "name");
    refused(TestPackage.of("name", "new"), "package-manifest", "version");
    refused(TestPackage.of("name", "1.0.0"), "package-empty", "name");
    refused(sound().file("package/x.json", "{\n\"a\":"), "package-json", "package/x.json", "2");
    refused(sound().file("package/x.json", "[]"), "package-json", "package/x.json");
    refused(
        TestPackage.bare()
            .file(
                "package/package.json",
                "{\"name\":\"a\",\"version\":\"1\",\"fhirVersions\":[\"5.0.0\"]}")
            .profile("a", "1", "Patient"),
        "package-fhir-version",
        "a#1",
        "5.0.0");
  }

  @Test
  void canonicalsMustBeSoundAndThereOnce() {
    refused(
        sound().file("package/again.json", profileOf("a", "1", "Patient")),
        "package-canonical-twice",
        "https://example.org/StructureDefinition/a|1",
        "package/StructureDefinition-a.json",
        "package/again.json");
    for (String url : new String[] {"", "a b", "a|b", "\\u0000"}) {
      refused(
          sound().file("package/x.json", "{\"resourceType\":\"ValueSet\",\"url\":\"" + url + "\"}"),
          "package-canonical",
          "package/x.json");
    }
  }

  /** Wherever an archive is cut off or a byte is wrong: a refusal, or what was sent. */
  @Property(tries = 60)
  void brokenArchivesAreRefusedOrWhole(
      @ForAll @IntRange(min = 0, max = 600) int place, @ForAll boolean cut) {
    byte[] sent = sound().bytes();
    byte[] broken = cut ? Arrays.copyOf(sent, Math.min(place, sent.length)) : sent.clone();
    if (!cut) {
      broken[place % broken.length] ^= 0x55;
    }
    try {
      assertThat(PackageArchive.read(new ByteArrayInputStream(broken), LIMITS).definitions())
          .hasSize(1);
    } catch (PackageProblem refused) {
      assertThat(refused.faults()).asInstanceOf(InstanceOfAssertFactories.LIST).isNotEmpty();
    }
  }

  private static String set(String id, String version) {
    return """
        {"resourceType":"ValueSet","id":"%s","url":"https://example.org/ValueSet/%s",
         "version":"%s","status":"active"}"""
        .formatted(id, id, version);
  }
}
