package org.xiangqiao.mappings.insurance.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.terminology.CsvResource;

class CodeMapFileTest {

  private static final String ITEMS =
      """
      院内编码,院内名称,医保编码,目录类别,开始日期,规格,柜号
      L01,一次性注射器,C0201,301,2026/1/5,"5ml,带针",A3

      L02,阿莫西林胶囊,XJ01CAA040E001010803,101,20260106,0.25g,B1
      """;

  private final CodeMapFile file = new CodeMapFile();

  @ParameterizedTest
  @CsvSource({"UTF-8,", "GB18030,", "GB18030,gbk", "UTF-8,utf8"})
  void readsWhatChineseProgramsSave(String written, String declared) {
    CodeMapFile.Content content =
        file.read(CodeKind.ITEM, ITEMS.getBytes(Charset.forName(written)), declared);

    assertThat(content.problems()).isEmpty();
    assertThat(content.read()).isEqualTo(2);
    assertThat(content.rows().get(0))
        .isEqualTo(
            new CodeMapping(
                "L01",
                "一次性注射器",
                "C0201",
                null,
                Map.of("list_type", "301", "begndate", "2026-01-05", "spec", "5ml,带针")));
    assertThat(content.rows().get(1).more()).containsEntry("begndate", "2026-01-06");
  }

  @Test
  void takesTheMarkThatExcelWritesForNothing() {
    byte[] bytes = ("\uFEFF工号,姓名,医保医师代码\n17,某医师,D990101000001\n").getBytes(StandardCharsets.UTF_8);

    assertThat(file.read(CodeKind.DOCTOR, bytes, null).rows())
        .containsExactly(new CodeMapping("17", "某医师", "D990101000001", null, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "L03,项目,,301,,; 医保编码; insurance.codes.missing",
        "L03,项目,C1,301,2026-02-30,; 开始日期; insurance.codes.date",
        "L012345678901234567890123456789,项目,C1,301,,; 院内编码; insurance.codes.length",
        "L01,项目,C1,301,,; 院内编码; insurance.codes.twice",
        "L03,项目,C1,301,,,,,多; ''; insurance.codes.cells"
      })
  void tellsRowColumnAndRemedyOfABadRowAndTakesTheOthers(String row, String column, String rule) {
    CodeMapFile.Content content =
        file.read(CodeKind.ITEM, (ITEMS + row + "\n").getBytes(StandardCharsets.UTF_8), null);

    assertThat(content.rows()).hasSize(2);
    assertThat(content.refused()).isEqualTo(1);
    assertThat(content.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.row()).isEqualTo(5);
              assertThat(problem.column()).isEqualTo(column);
              assertThat(problem.problem().rule()).isEqualTo(rule);
              assertThat(problem.problem().text(Locale.CHINESE)).isNotEqualTo(rule);
              assertThat(problem.problem().remedy(Locale.ENGLISH)).doesNotContain(rule);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'院内编码,名称\nL1,a\n'; insurance.codes.column",
        "'院内编码,医保编码\n'; insurance.codes.empty",
        "'院内编码,医保编码\n\"L1,C1\n'; insurance.codes.csv",
        "''; insurance.codes.empty"
      })
  void refusesAFileThatIsNoTableOfCodes(String text, String rule) {
    assertThatThrownBy(() -> file.read(CodeKind.ITEM, text.getBytes(StandardCharsets.UTF_8), null))
        .isInstanceOf(UnreadableCodeFileException.class)
        .hasMessage(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "latin-7"})
  void refusesAnotherCharacterSetThanSaid(String declared) {
    byte[] gbk = ITEMS.getBytes(Charset.forName("GB18030"));

    assertThatThrownBy(() -> file.read(CodeKind.ITEM, gbk, declared))
        .isInstanceOf(UnreadableCodeFileException.class);
  }

  @Test
  void refusesMoreRowsThanATownshipHas() {
    StringBuilder text = new StringBuilder("院内编码,医保编码\n");
    for (int i = 0; i <= CodeMapFile.MOST_ROWS; i++) {
      text.append('L').append(i).append(",C").append(i).append('\n');
    }

    assertThatThrownBy(
            () -> file.read(CodeKind.ITEM, text.toString().getBytes(StandardCharsets.UTF_8), null))
        .hasMessage("insurance.codes.too-many");
  }

  @ParameterizedTest
  @EnumSource(CodeKind.class)
  void everyKindHasItsColumns(CodeKind kind) {
    CodeColumns.Found found =
        new CodeColumns().find(kind, java.util.List.of("院内编码", "院内名称", "医保编码"));

    assertThat(found.place("national")).isEqualTo(2);
    assertThat(found.place("local_name")).isEqualTo(1);
  }

  @Test
  void everyHeaderIsInSmallLettersAndMeansOneThing() {
    for (CodeKind kind : CodeKind.values()) {
      assertThat(
              CsvResource.rows(CodeColumns.class, "columns.csv").stream()
                  .filter(row -> row.get("kinds").contains(kind.code()))
                  .flatMap(row -> java.util.Arrays.stream(row.get("headers").split("\\|")))
                  .toList())
          .as(kind.code())
          .doesNotHaveDuplicates()
          .allMatch(header -> header.equals(header.toLowerCase(Locale.ROOT)));
    }
  }
}
