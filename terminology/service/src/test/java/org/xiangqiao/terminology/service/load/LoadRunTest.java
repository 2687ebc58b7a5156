package org.xiangqiao.terminology.service.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.table.VersionSweep;

/** Files become versions: whole or not at all, from where a killed worker left them. */
class LoadRunTest {

  private static OpenTables tables;

  @BeforeAll
  static void open() {
    tables = new OpenTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Test
  void aTableWithChineseHeadersIsFoundByCodeHierarchyAndName() {
    LoadJob job =
        tables.load(
            "urn:oid:1.2.3",
            "2026",
            OpenTables.options("csv", "\"activate\":true,\"title\":\"疾病\""),
            "\uFEFF疾病编码,疾病名称,英文名称,上级编码,别名,科室,状态\r\n"
                + "I10-I15,高血压病,Hypertensive diseases,,,内科,\r\n"
                + "I10,特发性(原发性)高血压,Essential hypertension,I10-I15,高血压病1级;原发性高血压,内科,\r\n"
                + "\r\n"
                + "I11,高血压性心脏病,,I10-I15,,心内科,停用\r\n");
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
    assertThat(job.loaded()).isEqualTo(3);

    CodeSystemContent system = tables.current("urn:oid:1.2.3");
    assertThat(system.about().getVersion()).isEqualTo("2026");
    // The resource lists none; the operations have all of them.
    assertThat(system.about().getContent().toCode()).isEqualTo("complete");
    assertThat(system.about().getCount()).isEqualTo(3);
    Concept concept = system.find("I10").orElseThrow();
    assertThat(concept.display()).isEqualTo("特发性(原发性)高血压");
    assertThat(concept.parents()).containsExactly("I10-I15");
    assertThat(concept.designations())
        .extracting(Concept.Designation::value)
        .contains("Essential hypertension", "原发性高血压", "tfxyfxgxy");
    assertThat(system.find("I11").orElseThrow().inactive()).isTrue();
    assertThat(system.find("i10")).isEmpty();
    assertThat(system.find(List.of("I10", "X", "I11"))).containsOnlyKeys("I10", "I11");
    assertThat(system.subsumes("I10-I15", "I10")).isTrue();
    assertThat(system.subsumes("I10", "I10-I15")).isFalse();
    assertThat(system.subsumes("I10", "I10")).isFalse();
    assertThat(system.children("I10-I15")).containsExactly("I10", "I11");
    assertThat(codes(system, null, "gxy")).containsExactly("I10-I15", "I11", "I10");
    assertThat(codes(system, null, "ESSENTIAL")).containsExactly("I10");
    assertThat(codes(system, new ConceptQuery.Filter("concept", "descendent-of", "I10-I15"), null))
        .containsExactly("I10", "I11");
    assertThat(codes(system, new ConceptQuery.Filter("科室", "=", "心内科"), null))
        .containsExactly("I11");
    assertThat(tables.store.opened().store().read(OpenTables.CALLER, "CodeSystem", header(system)))
        .hasValueSatisfying(
            stored -> assertThat(stored.json()).contains("\"not-present\"", "\"count\":3"));
  }

  private static String header(CodeSystemContent system) {
    return system.about().getIdElement().getIdPart();
  }

  private static List<String> codes(
      CodeSystemContent system, ConceptQuery.Filter filter, String text) {
    return system
        .concepts(
            new ConceptQuery(filter == null ? List.of() : List.of(filter), text, false, 0, 1_000))
        .concepts()
        .stream()
        .map(Concept::code)
        .toList();
  }

  private static String rows(int count) {
    StringBuilder rows = new StringBuilder("code,display,parent\n");
    for (int i = 0; i < count; i++) {
      rows.append("C%05d,第%d条乡镇,%s%n".formatted(i, i, i < 10 ? "" : "C%05d".formatted(i / 10)));
    }
    return rows.toString();
  }

  @Test
  void aStoppedAndAKilledWorkerLoseAndRepeatNothing() {
    UUID id =
        tables.begin(
            "http://example.org/resume",
            "1",
            OpenTables.options("csv"),
            rows(1_000).getBytes(StandardCharsets.UTF_8));
    AtomicInteger batches = new AtomicInteger();
    assertThat(tables.work(() -> batches.incrementAndGet() == 3)).isEqualTo(LoadRun.End.STOPPED);
    assertThat(tables.job(id).loaded()).isEqualTo(300);
    assertThat(tables.systems.codeSystems(7, "http://example.org/resume")).isEmpty();

    // Killed: the lease runs out while a batch is not committed; the old worker comes back late.
    LoadJob first = tables.lease.take().orElseThrow();
    tables.jdbc.update(
        "update code_system_load set lease_until = '-infinity' where job_id = ?", id);
    LoadJob second = tables.lease.take().orElseThrow();
    assertThat(tables.run.run(first, () -> false)).isEqualTo(LoadRun.End.LOST);
    assertThat(tables.job(id).loaded()).isEqualTo(300);
    assertThat(tables.run.run(second, () -> false)).isEqualTo(LoadRun.End.DONE);

    assertThat(tables.job(id).loaded()).isEqualTo(1_000);
    tables.systems.forget();
    CodeSystemContent system = tables.current("http://example.org/resume");
    assertThat(system.size()).isEqualTo(1_000);
    assertThat(codes(system, null, null)).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(codes(system, new ConceptQuery.Filter("concept", "is-a", "C00001"), null))
        .hasSize(111);
    assertThat(
            tables.jdbc.queryForObject(
                "select count(*) from code_system_source where job_id = ?", Integer.class, id))
        .isZero();
  }

  @Test
  void rowsThatAreWrongAreNamedAndNothingIsInstalled() {
    String url = "http://example.org/wrong";
    LoadJob job =
        tables.load(
            url,
            "1",
            OpenTables.options("csv"),
            "代码,名称,上级\nA,甲,\n,没有代码,\nB,,\nA,又一个甲,\nC,丙,Q\nD  D,丁,\nE,戊\u0001,\nF,己,F\nG,庚,,多\n");
    assertThat(job.state()).isEqualTo("failed");
    assertThat(job.problem()).isEqualTo("load-rows-refused");
    assertThat(job.refused()).isEqualTo(8);
    assertThat(tables.jobs.problems(job.id(), 0, 100))
        .extracting(each -> each.row() + " " + each.place() + " " + each.rule())
        .containsExactly(
            "3 代码 row-code-missing",
            "4 名称 row-display-missing",
            "5 code row-code-duplicate",
            "6 parent row-parent-unknown",
            "7 代码 row-code-malformed",
            "8 名称 row-text-broken",
            "9 上级 row-parent-self",
            "10 null row-cells");
    assertThat(tables.systems.codeSystems(7, url)).isEmpty();

    // The same version may be loaded again; what was left behind is swept.
    LoadJob lenient =
        tables.load(
            url,
            "1",
            OpenTables.options("csv", "\"lenient\":true"),
            "代码,名称,上级\nA,甲,\n,没有代码,\nC,丙,Q\n");
    assertThat(lenient.state()).as(lenient.problem()).isEqualTo("done");
    assertThat(lenient.loaded()).isEqualTo(2);
    assertThat(lenient.refused()).isEqualTo(2);
    tables.systems.forget();
    assertThat(tables.current(url).find("C").orElseThrow().parents()).isEmpty();
    new VersionSweep(tables.jdbc).sweep(java.time.Duration.ZERO);
    assertThat(
            tables.jdbc.queryForObject(
                "select count(*) from code_concept c where not exists (select 1"
                    + " from code_system_version v where v.version_key = c.version_key)",
                Integer.class))
        .isZero();
  }

  @Test
  void circlesAreNamed() {
    LoadJob job =
        tables.load(
            "http://example.org/circle",
            "1",
            OpenTables.options("csv", "\"lenient\":true"),
            "code,display,parent\nA,a,\nB,b,D\nC,c,B\nD,d,C\nE,e,D\n");
    assertThat(job.state()).isEqualTo("failed");
    assertThat(job.problem()).isEqualTo("load-circle");
    assertThat(tables.jobs.problems(job.id(), 0, 100))
        .extracting(RowProblem::row)
        .containsExactly(3L, 4L, 5L);
  }

  @Test
  void sameCodesMayBeSynonyms() {
    StringBuilder rows = new StringBuilder("code,display_zh,display_en,extra_code\n");
    rows.append("BEC000,儿科虫病(小儿蛔虫病),,\nBEC000,儿科虫病(小儿绦虫病),,\n");
    for (int i = 0; i < 150; i++) {
      rows.append("X").append(i).append(",其他,,\n");
    }
    rows.append("BEC000,儿科虫病(小儿钩虫病),,\n");
    LoadJob job =
        tables.load(
            "http://example.org/tcm",
            "1995",
            OpenTables.options("csv", "\"duplicates\":\"synonyms\",\"activate\":true"),
            rows.toString());
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
    assertThat(job.merged()).isEqualTo(2);
    CodeSystemContent system = tables.current("http://example.org/tcm");
    assertThat(system.size()).isEqualTo(151);
    assertThat(codes(system, null, "钩虫")).containsExactly("BEC000");
    assertThat(codes(system, null, "绦虫")).containsExactly("BEC000");
    assertThat(system.find("BEC000").orElseThrow().display()).isEqualTo("儿科虫病(小儿蛔虫病)");
  }

  @Test
  void beginningsOfCodesMayBeTheHierarchy() {
    LoadJob job =
        tables.load(
            "http://example.org/prefix",
            "1",
            OpenTables.options("csv", "\"hierarchy\":\"prefix:3,5\",\"activate\":true"),
            "code,display\nA00.0,甲\nA00,霍乱\nA00.01,乙\n");
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
    CodeSystemContent system = tables.current("http://example.org/prefix");
    assertThat(system.subsumes("A00", "A00.01")).isTrue();
    assertThat(system.children("A00")).containsExactly("A00.0");
  }

  @Test
  void rowsWithoutTheirParentMayGoToTheTop() {
    String rows = "code,display,parent\nA,甲,\nB,乙,Q\nC,丙,A\nD,丁,B\n";
    LoadJob job =
        tables.load(
            "http://example.org/orphans",
            "1",
            OpenTables.options("csv", "\"orphans\":\"root\",\"activate\":true"),
            rows);
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
    assertThat(job.loaded()).isEqualTo(4);
    assertThat(job.refused()).isZero();
    assertThat(tables.jobs.problems(job.id(), 0, 100))
        .containsExactly(new RowProblem(3, "parent", "row-orphan", List.of("B", "Q")));
    CodeSystemContent system = tables.current("http://example.org/orphans");
    assertThat(system.find("B").orElseThrow().parents()).isEmpty();
    assertThat(system.subsumes("B", "D")).isTrue();
  }

  @Test
  void rowsGoBelowTheNextBeginningThatIsThere() {
    LoadJob job =
        tables.load(
            "http://example.org/orphans-prefix",
            "1",
            OpenTables.options(
                "csv", "\"hierarchy\":\"prefix:3,5\",\"orphans\":\"root\",\"activate\":true"),
            "code,display\nA00,甲\nA00.11,乙\nO01.0,丙\nO01.01,丁\n");
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
    assertThat(tables.jobs.problems(job.id(), 0, 100))
        .containsExactly(new RowProblem(4, "parent", "row-orphan", List.of("O01.0", "O01")));
    CodeSystemContent system = tables.current("http://example.org/orphans-prefix");
    assertThat(system.find("A00.11").orElseThrow().parents()).containsExactly("A00");
    assertThat(system.find("O01.01").orElseThrow().parents()).containsExactly("O01.0");
    assertThat(system.subsumes("A00", "A00.11")).isTrue();
  }

  @Test
  void filesThatAreNotWhatTheyShouldBeAreRefusedWithTheirPlace() {
    byte[] gbk = "代码,名称\nA,甲乙丙\n".getBytes(java.nio.charset.Charset.forName("GBK"));
    expect("load-encoding-gbk", "1", OpenTables.options("csv"), gbk);
    LoadJob declared =
        tables.load(
            "http://example.org/gbk",
            "1",
            OpenTables.options("csv", "\"charset\":\"GBK\",\"activate\":true"),
            gbk);
    assertThat(declared.state()).as(declared.problem()).isEqualTo("done");
    assertThat(tables.current("http://example.org/gbk").find("A").orElseThrow().display())
        .isEqualTo("甲乙丙");
    expect(
        "load-encoding-utf16",
        null,
        OpenTables.options("csv"),
        "a,b".getBytes(StandardCharsets.UTF_16));
    expect("load-column-missing", "code", OpenTables.options("csv"), "x,名称\n1,甲\n");
    expect(
        "load-column-unknown",
        "nowhere",
        OpenTables.options("csv", "\"columns\":{\"code\":\"nowhere\"}"),
        "x,名称\n1,甲\n");
    expect("load-csv-broken", "3", OpenTables.options("csv"), "code,display\nA,甲\nB,\"乙\nC,丙\n");
    expect(
        "load-row-too-long",
        "2",
        OpenTables.options("csv"),
        "code,display\nA,\"" + "甲\n".repeat(100_000));
    expect("load-empty", null, OpenTables.options("csv"), "code,display\n");
    assertThatThrownBy(
            () ->
                tables.begin(
                    "http://example.org/none", "1", OpenTables.options("csv"), new byte[0]))
        .isInstanceOf(SourceProblem.class)
        .hasMessage("load-empty");
  }

  static void expect(String rule, String first, LoadOptions options, String file) {
    expect(rule, first, options, file.getBytes(StandardCharsets.UTF_8));
  }

  static void expect(String rule, String first, LoadOptions options, byte[] file) {
    expect(tables, rule, first, options, file);
  }

  static void expect(
      OpenTables tables, String rule, String first, LoadOptions options, byte[] file) {
    LoadJob job = tables.load("http://example.org/refused", "1", options, file);
    assertThat(job.state()).isEqualTo("failed");
    assertThat(job.problem()).isEqualTo(rule);
    if (first != null) {
      assertThat(job.problemArguments().get(0)).isEqualTo(first);
    }
  }

  /** {@code -Dterminology.samples=DIR}: the real tables, which are not shipped. */
  @Test
  @EnabledIfSystemProperty(named = "terminology.samples", matches = ".+")
  void theRealTablesAreLoaded() throws Exception {
    Path samples = Path.of(System.getProperty("terminology.samples"));
    try (OpenTables open = new OpenTables()) {
      LoadRun run = open.run(LoadLimits.defaults());
      String synonyms = "\"duplicates\":\"synonyms\"";
      for (String[] each :
          List.of(
              new String[] {"gb2260-townships-nbs2023", "\"hierarchy\":\"outside\""},
              new String[] {"icd10-zh-4char", "\"hierarchy\":\"prefix:3\",\"orphans\":\"root\""},
              new String[] {"icd10-zh-regional-ext-chongqing", synonyms + ",\"lenient\":true"},
              new String[] {"icd10-zh-regional-ext-sichuan", synonyms},
              new String[] {"icd9cm3-zh-regional-ext-chongqing", synonyms},
              new String[] {"icd9cm3-zh-regional-ext-sichuan", synonyms},
              new String[] {"service-items-2001", synonyms},
              new String[] {"tcm-disease-gbt15657-1995", synonyms},
              new String[] {"tcm-syndrome-gbt15657-1995", synonyms},
              new String[] {
                "tcm-syndrome-gbt16751-2021-hant", "\"hierarchy\":\"prefix:4,7,9,12,15,18\""
              },
              new String[] {
                "tcm-treatment-gbt16751-2021-hant",
                "\"hierarchy\":\"prefix:4,7,9,10,12,15\",\"orphans\":\"root\""
              })) {
        long begun = System.nanoTime();
        UUID id =
            open.begin(
                "http://example.org/" + each[0],
                "1",
                OpenTables.options("csv", each[1]),
                Files.readAllBytes(samples.resolve(each[0] + ".csv")));
        run.run(open.lease.take().orElseThrow(), () -> false);
        LoadJob job = open.job(id);
        System.out.printf(
            "%s: %s %s %s, %d loaded, %d merged, %d refused, %d ms%n",
            each[0],
            job.state(),
            job.problem(),
            job.problemArguments(),
            job.loaded(),
            job.merged(),
            job.refused(),
            (System.nanoTime() - begun) / 1_000_000);
        open.jobs.problems(id, 0, 8).forEach(problem -> System.out.println("   " + problem));
      }
      long begun = System.nanoTime();
      byte[] many = rows(100_000).getBytes(StandardCharsets.UTF_8);
      UUID id = open.begin("http://example.org/many", "1", OpenTables.options("csv"), many);
      run.run(open.lease.take().orElseThrow(), () -> false);
      System.out.printf(
          "100,000 rows: %s, %d loaded, %d ms%n",
          open.job(id).state(), open.job(id).loaded(), (System.nanoTime() - begun) / 1_000_000);
    }
  }
}
