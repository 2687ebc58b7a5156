package org.xiangqiao.mappings.insurance.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.mappings.hl7v2.GoldenFiles;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.FieldType;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.AnswerJson;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Booked;
import org.xiangqiao.mappings.insurance.envelope.MessageFormat;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.statement.StatementMessages.PlacedFile;

/** The files of 3202 in both directions, and where 9101, 3202 and 9102 say that they lie. */
class StatementGoldenTest {

  private static final TransactionTable TABLE = TransactionTable.load();
  private static final String UPLOAD = "insurance/files/3202-upload.txt";
  private static final String RESULT = "insurance/files/3202-result.txt";

  @Test
  void ourFileHasTheColumnsOfTheTable() throws IOException {
    StatementFileWriter writer = new StatementFileWriter("statement.txt");
    writer.add(
        line("S9901010000017", "M9901010000017", "99010100000000012345", "47.2", "21.74", false));
    writer.add(line("S9901010000018", "M9901010000018", null, "-70", "-35.5", true));
    String text;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(writer.finish()))) {
      zip.getNextEntry();
      text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(text).isEqualTo(GoldenFiles.expected(UPLOAD, text));

    List<Field> columns = columns(Direction.IN);
    assertThat(columns)
        .extracting(Field::key)
        .containsExactly(
            "setl_id",
            "mdtrt_id",
            "psn_no",
            "medfee_sumamt",
            "fund_pay_sumamt",
            "acct_pay",
            "refd_setl_flag");
    fits(text, columns);
  }

  @Test
  void theResultHasTheColumnsOfTheTableAndIsReadWithoutPersons() throws IOException {
    byte[] text = GoldenFiles.bytes(RESULT);
    List<Field> columns = columns(Direction.OUT);
    assertThat(columns)
        .extracting(Field::key)
        .containsExactly(
            "psn_no", "mdtrt_id", "setl_id", "msgid", "stmt_rslt", "refd_setl_flag", "memo");
    fits(new String(text, StandardCharsets.UTF_8), columns);

    List<JudgedLine> lines = new ArrayList<>();
    new StatementFileReader(1 << 20).read(zip(text), lines::add);
    assertThat(lines)
        .containsExactly(
            new JudgedLine(
                "S9901010000017",
                "H99010100001202611221000030017",
                StatementResult.AGREED,
                false,
                null),
            new JudgedLine(
                "S9901010000018",
                "H99010100001202611221000030018",
                StatementResult.DIFFERS,
                true,
                "金额不一致"),
            new JudgedLine(
                "",
                "H99010100001202611221000030019",
                StatementResult.PLATFORM_MORE,
                false,
                "中心多 ***"));
  }

  @ParameterizedTest
  @CsvSource({"9101, F990101001, day.zip", "3202, F990101002, result.zip"})
  void anAnswerTellsWhereTheFileLies(String infno, String number, String name) {
    assertThat(StatementMessages.placed(answer(infno))).contains(new PlacedFile(number, name));
  }

  /** Its answer is the file itself; where it is a message, only the name is known. */
  @Test
  void theMessageOfADownloadTellsNoPlace() {
    Payload answer = answer("9102");
    assertThat(answer.row(Payload.ROOT).text("filename")).contains("result.zip");
    assertThat(StatementMessages.placed(answer)).isEmpty();
  }

  private static Payload answer(String infno) {
    byte[] file = GoldenFiles.bytes("insurance/answers/" + infno + ".json");
    return ((Booked) new AnswerJson(TABLE, MessageFormat.USUAL, 1 << 20).read(infno, file))
        .answer()
        .output();
  }

  private static List<Field> columns(Direction direction) {
    return TABLE.transaction("3202").node(direction, "file").orElseThrow().fields();
  }

  /** Newer platforms add columns at the end. */
  private static void fits(String text, List<Field> columns) {
    assertThat(text.lines())
        .allSatisfy(
            row -> {
              String[] cells = row.split("\t", -1);
              assertThat(cells).hasSizeGreaterThanOrEqualTo(columns.size());
              for (int at = 0; at < columns.size(); at++) {
                Field column = columns.get(at);
                assertThat(cells[at].length())
                    .as(column.key())
                    .isLessThanOrEqualTo(column.size().length());
                if (column.type() == FieldType.NUMBER) {
                  assertThat(cells[at]).as(column.key()).matches("-?[0-9]+[.][0-9]{2}");
                }
              }
            });
  }

  private static StatementLine line(
      String settlement, String visit, String person, String total, String funds, boolean refund) {
    return new StatementLine(
        settlement,
        visit,
        person,
        new BigDecimal(total),
        new BigDecimal(funds),
        BigDecimal.ZERO,
        refund);
  }

  private static byte[] zip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("result.txt"));
      zip.write(text);
    }
    return bytes.toByteArray();
  }
}
