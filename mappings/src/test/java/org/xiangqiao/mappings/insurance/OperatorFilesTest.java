package org.xiangqiao.mappings.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.mappings.ChineseText;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.OperatorFiles.OperatorFile;
import org.xiangqiao.mappings.insurance.catalogue.CatalogueDefinition;

class OperatorFilesTest {

  private static final TransactionTable TABLE = TransactionTable.load();
  private static final String HEAD =
      "# from the documents of the bureau\n"
          + "infno,direction,node,key,name_zh,type,length,required,dictionary,confirmed\n";

  private static TransactionTable completed(OperatorFile... files) {
    return OperatorFiles.complete(TABLE, List.of(files));
  }

  private static OperatorFile file(String infno, String rows) {
    return named(infno + ".csv", HEAD + rows);
  }

  private static OperatorFile named(String name, String text) {
    return new OperatorFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<MappingProblem> problems(OperatorFile... files) {
    try {
      completed(files);
      return List.of();
    } catch (OperatorFileException e) {
      return e.problems();
    }
  }

  @Test
  void aCompletedCatalogueIsOffered() {
    TransactionTable table =
        completed(
            file(
                "1303",
                """
                1303,in,data,updt_time,更新时间,date,,Y,,2
                1303,in,data,page_num,当前页数,number,4,Y,,2
                1303,in,data,page_size,本页数据量,number,4,Y,,2
                1303,out,data,med_list_codg,医疗目录编码,string,50,Y,,2
                1303,out,data,drug_prodname,药品商品名,string,500,Y,,2
                """));

    assertThat(table.transaction("1303").documented()).isTrue();
    assertThat(TABLE.transaction("1303").documented()).isFalse();
    assertThat(CatalogueDefinition.of(table))
        .extracting(CatalogueDefinition::infno)
        .containsExactly("1304", "1312", "1303");
  }

  @Test
  void aCompletedAnswerKeepsItsQuestion() {
    TransactionTable table =
        completed(
            file("5203", "5203,out,setlinfo,setl_id,结算ID,string,30,Y,,2\n"),
            named(
                "nodes.csv",
                "infno,direction,node,cardinality,parent,basis\n5203,out,setlinfo,many,,rows\n"));

    Transaction query = table.transaction("5203");
    assertThat(query.nodes(Direction.IN)).isEqualTo(TABLE.transaction("5203").nodes(Direction.IN));
    assertThat(query.node(Direction.OUT, "setlinfo").orElseThrow().cardinality())
        .isEqualTo(Cardinality.ARRAY);
  }

  @Test
  void whatOfAVariantIsNotCompletedIsAsItsOperationHasIt() {
    Transaction base = TABLE.transaction("2207");
    Transaction answers =
        completed(file("2207A", "2207A,out,setlinfo,setl_id,结算ID,string,30,Y,,2\n"))
            .described("2207A")
            .orElseThrow();
    assertThat(answers.nodes(Direction.IN)).isEqualTo(base.nodes(Direction.IN));
    assertThat(answers.nodes(Direction.OUT)).hasSize(1);

    Transaction detail =
        completed(file("2207A", "2207A,out,setldetail,fund_pay_type,基金,string,6,Y,,2\n"))
            .transaction("2207A");
    assertThat(detail.node(Direction.OUT, "setldetail").orElseThrow().cardinality())
        .as("a list, as of 2207")
        .isEqualTo(Cardinality.ARRAY);
  }

  @Test
  void aTableSavedByAChineseOfficeProgramIsRead() {
    String text = HEAD + "5303,in,data,psn_no,人员编号,string,30,Y,,2\n";
    TransactionTable table =
        completed(new OperatorFile("5303.csv", text.getBytes(ChineseText.GB18030)));
    assertThat(
            table
                .transaction("5303")
                .node(Direction.IN, "data")
                .flatMap(node -> node.field("psn_no"))
                .orElseThrow()
                .nameZh())
        .isEqualTo("人员编号");
  }

  @Test
  void aCopyThatIsNotCompletedYetChangesNothing() {
    assertThat(completed(file("1303", "")).transaction("1303").documented()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5303 | 5304,in,data,psn_no,人员编号,string,30,Y,,2 | name",
        "9999 | 9999,in,data,psn_no,人员编号,string,30,Y,,2 | unknown",
        "ENVELOPE | ENVELOPE,in,,infno,交易编号,string,6,Y,,2 | unknown",
        "5303 | 5303,both,data,psn_no,人员编号,string,30,Y,,2 | direction",
        "2207 | 2207,in,data,psn_no,人员编号,string,30,Y,,2 | described",
        "5303 | 5303,in,data,,人员编号,string,30,Y,,2 | key",
        "5303 | 5303,in,data,psn_no,人员编号,text,30,Y,,2 | field",
        "5303 | 5303,in,data,psn_no,人员编号,string,thirty,Y,,2 | field",
        "5303 | 5303,in,data,psn_no,人员编号,string,30,perhaps,,2 | field",
        "5303 | 5303,in,data,psn_no,人员编号,string,30,Y,,sure | field",
        "5303 | 5303,in,data,psn_no | cells"
      })
  void whatCannotBeUsedSaysFileLineAndRemedy(String infno, String row, String rule) {
    List<MappingProblem> problems = problems(file(infno, row + "\n"));

    assertThat(problems).hasSize(1);
    MappingProblem problem = problems.get(0);
    assertThat(problem.rule()).isEqualTo("insurance.operator." + rule);
    assertThat(problem.place()).isEqualTo(infno + ".csv:3");
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      assertThat(problem.text(language)).isNotEqualTo(problem.rule()).doesNotContain("{0}");
      assertThat(problem.remedy(language)).isNotEqualTo(problem.rule()).isNotBlank();
    }
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    OperatorFile columns = named("1305.csv", "infno,key\n1305,x\n");
    OperatorFile twice =
        file(
            "5303",
            "5303,in,data,psn_no,人员编号,string,30,Y,,2\n"
                + "5303,in,data,psn_no,人员编号,string,30,Y,,2\n");
    OperatorFile shape =
        named(
            "nodes.csv",
            "infno,direction,node,cardinality,parent\n"
                + "5303,in,data,some,\n"
                + "2207,out,setldetail,many,\n"
                + "9999,in,data,many,\n");

    assertThat(problems(columns, twice, shape))
        .extracting(problem -> problem.place() + " " + problem.rule())
        .containsExactly(
            "1305.csv:1 insurance.operator.columns",
            "5303.csv:4 insurance.operator.key",
            "nodes.csv:2 insurance.operator.shape",
            "nodes.csv:3 insurance.operator.shape-twice",
            "nodes.csv:4 insurance.operator.unknown");
    assertThatThrownBy(() -> completed(columns))
        .isInstanceOf(OperatorFileException.class)
        .hasMessageContaining("1305.csv:1")
        .hasMessageContaining("direction");
  }
}
