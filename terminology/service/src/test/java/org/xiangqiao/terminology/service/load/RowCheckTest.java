package org.xiangqiao.terminology.service.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.content.Concept;

/** Cells that nobody can keep, and columns that say whether a concept is in use. */
class RowCheckTest {

  private static final String URL = "http://example.org/rows";

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
  void charactersThatTheDatabaseCannotKeepAreNamedWithTheirRow() {
    LoadJob job =
        tables.load(
            URL,
            "nul",
            OpenTables.options("csv", "\"lenient\":true"),
            "代码,名称,上级,状态,备注\nA,甲,,,好\nB,乙,,,坏\0的\nC,丙,A\0,,\nD,丁,,停\0用,\nE\0E,戊,,,\nF\0,己,F\0,,\n");
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
    assertThat(job.loaded()).isEqualTo(1);
    assertThat(tables.jobs.problems(job.id(), 0, 10))
        .extracting(each -> each.row() + " " + each.place() + " " + each.rule())
        .containsExactly(
            "3 备注 row-text-broken",
            "4 上级 row-text-broken",
            "5 状态 row-text-broken",
            "6 代码 row-code-malformed",
            "7 代码 row-code-malformed",
            "7 上级 row-text-broken",
            "7 上级 row-parent-self");
    LoadJob header =
        tables.load(URL, "nul-header", OpenTables.options("csv"), "代码,名称,备\0注\nA,甲,\n");
    assertThat(header.problem()).isEqualTo("load-column-broken");
    assertThat(header.problemArguments()).containsExactly("3");
  }

  @Test
  void oneMeansRetiredInTheOneColumnAndValidInTheOther() {
    String url = URL + "-flags";
    LoadJob job =
        tables.load(
            url,
            "1",
            OpenTables.options("csv", "\"lenient\":true,\"activate\":true"),
            "编码,名称,停用标志,有效标志\n"
                + "A,甲,1,\nB,乙,0,\nC,丙,,1\nD,丁,,0\nE,戊,,\nF,己,是,有效\nG,庚,否,无效\nH,辛,0,1\nI,壬,二,\n");
    assertThat(job.state()).as(job.problem()).isEqualTo("done");
    assertThat(tables.jobs.problems(job.id(), 0, 10))
        .containsExactly(RowProblem.of(10, "停用标志", "row-state-unknown", "二"));
    for (String retired : new String[] {"A", "D", "F", "G"}) {
      Concept concept = tables.current(url).find(retired).orElseThrow();
      assertThat(concept.inactive()).as(retired).isTrue();
      assertThat(concept.properties())
          .extracting(each -> each.code() + "=" + each.value().primitiveValue())
          .containsExactly("inactive=true");
    }
    for (String used : new String[] {"B", "C", "E", "H"}) {
      assertThat(tables.current(url).find(used).orElseThrow().inactive()).as(used).isFalse();
    }
  }
}
