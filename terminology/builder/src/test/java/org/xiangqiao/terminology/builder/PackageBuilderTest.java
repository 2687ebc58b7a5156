package org.xiangqiao.terminology.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.builder.codes.CodeTableSystems;

class PackageBuilderTest {

  private static final PackageInfo INFO =
      new PackageInfo(
          "org.example.test",
          "1.2.3",
          "https://fhir.xiangqiao.org",
          "测试 Test",
          "测试 Test",
          "乡桥",
          LocalDate.of(2026, 1, 2));

  @TempDir Path sources;

  private static final FhirContext FHIR = FhirContext.forR4Cached();

  /** Without the concept maps, which refer to the value sets of the shipped sources. */
  private final PackageBuilder builder =
      new PackageBuilder(
          FHIR,
          INFO,
          List.of(
              new CodeTableSystems(CodeTables.load(), INFO.canonical()),
              new Metadata(INFO),
              new CanonicalCheck(FHIR, INFO)));

  @Test
  void fillsWhatSourcesLeaveOut() throws IOException {
    source("ValueSet/sex.yaml", "resourceType: ValueSet\nid: sex\ntitle: 性别 Sex");
    ValueSet set =
        builder.resources(sources).stream()
            .filter(ValueSet.class::isInstance)
            .map(ValueSet.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(set.getUrl()).isEqualTo("https://fhir.xiangqiao.org/ValueSet/sex");
    assertThat(set.getVersion()).isEqualTo("1.2.3");
    assertThat(set.getName()).isEqualTo("Sex");
    assertThat(set.getStatus()).isEqualTo(PublicationStatus.ACTIVE);
    assertThat(set.getPublisher()).isEqualTo("乡桥");
    assertThat(set.getDateElement().getValueAsString()).isEqualTo("2026-01-02");
    assertThat(set.getJurisdictionFirstRep().getCodingFirstRep().getCode()).isEqualTo("CN");
  }

  @Test
  void refusesAnIdThatIsNotTheFilesName() throws IOException {
    source("ValueSet/sex.yaml", "resourceType: ValueSet\nid: gender\ntitle: 性别");
    assertThat(problems())
        .containsExactly("ValueSet/sex.yaml: id is 'gender', the file's name says sex");
  }

  @Test
  void refusesAnotherTypesFolder() throws IOException {
    source("CodeSystem/sex.yaml", "resourceType: ValueSet\nid: sex\ntitle: 性别");
    assertThat(problems())
        .containsExactly("CodeSystem/sex.yaml: is a ValueSet in the folder CodeSystem");
  }

  @Test
  void refusesAMissingTitleAndOneWithoutChinese() throws IOException {
    source("ValueSet/a.yaml", "resourceType: ValueSet\nid: a");
    source("ValueSet/b.yaml", "resourceType: ValueSet\nid: b\ntitle: Sex");
    assertThat(problems())
        .containsExactly(
            "ValueSet/a.yaml: title is missing", "ValueSet/b.yaml: title has no Chinese: 'Sex'");
  }

  @Test
  void refusesACanonicalThatIsThereTwice() throws IOException {
    String url = "urn:oid:2.16.156.10011.2.3.3.4";
    source(
        "CodeSystem/my-sex.yaml",
        "resourceType: CodeSystem\nid: my-sex\ntitle: 性别\ncontent: complete\nurl: " + url);
    assertThat(problems())
        .singleElement()
        .asString()
        .contains("the canonical " + url + " is also that of CodeSystem/my-sex.yaml");
  }

  @Test
  void refusesAReferenceOfOursToNothing() throws IOException {
    source(
        "ValueSet/a.yaml",
        """
        resourceType: ValueSet
        id: a
        title: 甲
        compose:
          include:
            - valueSet: ["https://fhir.xiangqiao.org/ValueSet/a|1.2.3"]
            - valueSet: [https://fhir.xiangqiao.org/ValueSet/b]
            - system: https://fhir.xiangqiao.org/CodeSystem/c
            - system: https://example.org/CodeSystem/d
        """);
    assertThat(problems())
        .containsExactly(
            "ValueSet/a.yaml: refers to https://fhir.xiangqiao.org/ValueSet/b, which is not in this"
                + " package",
            "ValueSet/a.yaml: refers to https://fhir.xiangqiao.org/CodeSystem/c, which is not in"
                + " this package");
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    Path file = sources.resolve("ValueSet/a.yaml");
    Files.createDirectories(file.getParent());
    Files.write(file, "title: 性别".getBytes(Charset.forName("GBK")));
    assertThat(problems()).containsExactly("ValueSet/a.yaml: is not UTF-8");
  }

  @Test
  void writesTheSameBytesForTheSameSources() throws IOException {
    source("ValueSet/sex.yaml", "resourceType: ValueSet\nid: sex\ntitle: 性别 Sex");
    Path first = sources.resolve("one.tgz");
    Path second = sources.resolve("two.tgz");
    builder.write(builder.resources(sources), first);
    List<Resource> reversed = new java.util.ArrayList<>(builder.resources(sources));
    java.util.Collections.reverse(reversed);
    builder.write(reversed, second);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  private List<String> problems() {
    return catchThrowableOfType(PackageException.class, () -> builder.resources(sources))
        .problems();
  }

  private void source(String name, String text) throws IOException {
    Path file = sources.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
