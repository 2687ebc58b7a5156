package org.xiangqiao.terminology.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;

/** ClaML (EN 14463) in the form in which WHO distributes ICD-10; codes and names are invented. */
class ClamlLoadTest {

  private static final String URL = "http://example.org/refused-claml";

  private static OpenTables tables;

  @BeforeAll
  static void open() {
    tables = new OpenTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  private static String claml(String classes) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<!DOCTYPE ClaML SYSTEM \"ClaML.dtd\">\n"
        + "<ClaML version=\"2.0.0\">\n"
        + "<Meta name=\"lang\" value=\"en\"/>\n"
        + "<Title name=\"TEST\" date=\"2026-01-01\" version=\"1\">Test</Title>\n"
        + "<ClassKinds><ClassKind name=\"chapter\"/><ClassKind name=\"block\"/>"
        + "<ClassKind name=\"category\"/></ClassKinds>\n"
        + "<RubricKinds><RubricKind name=\"preferred\"><Display xml:lang=\"en\">x</Display>"
        + "</RubricKind></RubricKinds>\n"
        + classes
        + "</ClaML>\n";
  }

  private static String rubric(String kind, String language, String label) {
    return "<Rubric kind=\"%s\"><Label xml:lang=\"%s\" xml:space=\"default\">%s</Label></Rubric>\n"
        .formatted(kind, language, label);
  }

  private static final String CLASSES =
      "<Class code=\"XX\" kind=\"chapter\"><SubClass code=\"X90-X91\"/>"
          + rubric("preferred", "en", "Invented diseases")
          + rubric("preferred", "zh-CN", "虚构疾病")
          + rubric("text", "en", "A note nobody asks for")
          + "</Class>\n<Class code=\"X90-X91\" kind=\"block\"><SuperClass code=\"XX\"/>"
          + "<SubClass code=\"X90\"/><SubClass code=\"X91\"/>"
          + rubric("preferred", "en", "Invented fevers")
          + rubric("preferred", "zh-CN", "虚构热")
          + "</Class>\n<Class code=\"X90\" kind=\"category\" usage=\"dagger\">"
          + "<Meta name=\"a\" value=\"b\"/><SuperClass code=\"X90-X91\"/><SubClass code=\"X90.0\"/>"
          + rubric("preferred", "zh-CN", "虚构\n   山热")
          + rubric("preferred", "en", "Invented hill fever")
          + rubric("preferredLong", "en", "Invented hill fever, all forms")
          + rubric(
              "inclusion",
              "en",
              "Fever of <Term class=\"bold\">hills</Term>"
                  + " <Reference class=\"in brackets\" code=\"X91\">X91</Reference>")
          + rubric("inclusion", "zh-CN", "丘陵热")
          + rubric("exclusion", "en", "Fever of valleys")
          + rubric("definition", "en", "A fever &amp; nothing else.")
          + "</Class>\n<Class code=\"X90.0\" kind=\"category\"><SuperClass code=\"X90\"/>"
          + rubric("preferred", "en", "Invented hill fever, mild")
          + "</Class>\n<Class code=\"X91\" kind=\"category\"><SuperClass code=\"X90-X91\"/>"
          + rubric("preferred", "en", "Invented valley fever")
          + rubric("preferred", "zh-CN", "虚构谷热")
          + "</Class>\n";

  @Test
  void chaptersBlocksAndCategoriesBecomeAHierarchyWithNamesInBothLanguages() {
    LoadJob job =
        tables.load(
            "http://example.org/claml",
            "2026",
            OpenTables.options("claml", "\"activate\":true"),
            claml(CLASSES));
    assertThat(job.state()).as(job.problem() + job.problemArguments()).isEqualTo("done");
    assertThat(job.loaded()).isEqualTo(5);
    CodeSystemContent system = tables.current("http://example.org/claml");
    assertThat(system.children("XX")).containsExactly("X90-X91");
    assertThat(system.children("X90-X91")).containsExactly("X90", "X91");
    assertThat(system.subsumes("XX", "X90.0")).isTrue();
    assertThat(system.subsumes("X91", "X90.0")).isFalse();

    Concept fever = system.find("X90").orElseThrow();
    assertThat(fever.display()).isEqualTo("虚构 山热");
    assertThat(fever.definition()).isEqualTo("A fever & nothing else.");
    assertThat(fever.properties())
        .extracting(each -> each.code() + "=" + each.value().primitiveValue())
        .containsExactly("kind=category", "usage=dagger");
    assertThat(fever.designations())
        .extracting(each -> each.language() + ":" + each.value())
        .contains(
            "en:Invented hill fever",
            "en:Invented hill fever, all forms",
            "en:Fever of hills X91",
            "zh-CN:丘陵热")
        .noneMatch(name -> name.contains("valleys"));
    // Named in English only, so by that name.
    assertThat(system.find("X90.0").orElseThrow().display()).isEqualTo("Invented hill fever, mild");
  }

  @Test
  void theLanguageOfTheDisplaysCanBeChosen() {
    LoadJob job =
        tables.load(
            "http://example.org/claml-en",
            "2026",
            OpenTables.options("claml", "\"language\":\"en\",\"activate\":true"),
            claml(CLASSES));
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
    Concept fever = tables.current("http://example.org/claml-en").find("X90").orElseThrow();
    assertThat(fever.display()).isEqualTo("Invented hill fever");
    assertThat(fever.designations()).anyMatch(name -> name.value().equals("虚构 山热"));
  }

  @Test
  void entitiesOfADocumentTypeAreNeverResolved(@TempDir Path directory) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.txt"), "not for codes");
    String one =
        "<ClaML><Class code=\"A\" kind=\"category\">"
            + rubric("preferred", "en", "[&own;]")
            + "</Class></ClaML>";
    for (String declared :
        List.of(
            "<!ENTITY own SYSTEM \"" + secret.toUri() + "\">",
            "<!ENTITY own \"text of its own\">",
            "<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY own"
                + " \"&b;&b;&b;&b;&b;&b;&b;&b;\">",
            "<!ENTITY % far SYSTEM \"" + secret.toUri() + "\"> %far;")) {
      refused("load-xml-broken", "2", "<!DOCTYPE ClaML [" + declared + "]>\n" + one);
    }
  }

  @Test
  void brokenXmlIsRefusedWithItsLine() {
    String whole = claml(CLASSES);
    int end = whole.indexOf("<Class code=\"X91\"");
    int line = (int) whole.substring(0, end).chars().filter(each -> each == '\n').count() + 1;
    refused(
        "load-xml-broken",
        String.valueOf(line),
        whole.substring(0, end) + "<Class code=X91>" + whole.substring(end));
    refused("load-xml-broken", String.valueOf(line), whole.substring(0, end));
    refused("load-claml-root", "html", "<html><Class code=\"A\"/></html>");
    refused("load-xml-broken", "1", "编码,名称\nA,甲\n");
    refused("load-empty", null, claml(""));
    byte[] gbk = claml(CLASSES).getBytes(java.nio.charset.Charset.forName("GBK"));
    LoadJob job = tables.load(URL, "1", OpenTables.options("claml"), gbk);
    assertThat(job.problem()).isEqualTo("load-xml-broken");
    assertThat(tables.systems.codeSystems(OpenTables.CALLER.tenantId(), URL)).isEmpty();
  }

  @Test
  void classesThatSayTooLittleAreReported() {
    LoadJob job =
        tables.load(
            URL,
            "1",
            OpenTables.options("claml"),
            claml(
                "<Class kind=\"category\">"
                    + rubric("preferred", "en", "no code")
                    + "</Class><Class code=\"A\"/><Class code=\"B\"><SuperClass code=\"C\"/>"
                    + rubric("preferred", "en", "no such parent")
                    + "</Class>"));
    assertThat(job.problem()).isEqualTo("load-rows-refused");
    assertThat(tables.jobs.problems(job.id(), 0, 10))
        .extracting(each -> each.row() + " " + each.place() + " " + each.rule())
        .containsExactly(
            "1 Class/@code row-code-missing",
            "2 Class/Rubric[@kind='preferred']/Label row-display-missing",
            "3 parent row-parent-unknown");
  }

  private static void refused(String rule, String first, String file) {
    LoadJob job =
        tables.load(URL, "1", OpenTables.options("claml"), file.getBytes(StandardCharsets.UTF_8));
    assertThat(job.state()).isEqualTo("failed");
    assertThat(job.problem()).as(job.problemArguments().toString()).isEqualTo(rule);
    if (first != null) {
      assertThat(job.problemArguments().get(0)).isEqualTo(first);
    }
    tables.systems.forget();
    assertThat(tables.systems.codeSystems(OpenTables.CALLER.tenantId(), URL)).isEmpty();
  }
}
