package org.xiangqiao.mappings.insurance.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Files of 3202, in both directions. */
class StatementFileTest {

  private final StatementFileReader reader = new StatementFileReader(1 << 20);

  private static byte[] zip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("result.txt"));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private List<JudgedLine> read(String text) throws IOException {
    List<JudgedLine> lines = new ArrayList<>();
    assertThat(reader.read(zip(text), lines::add)).isEqualTo(lines.size());
    return lines;
  }

  @Test
  void ourLinesAreSevenColumnsWithTwoDecimalsAndNullForNothing() throws IOException {
    StatementFileWriter writer = new StatementFileWriter("statement.txt");
    writer.add(
        new StatementLine(
            "S1",
            "V1",
            "P1",
            new BigDecimal("70"),
            new BigDecimal("35.5"),
            BigDecimal.ZERO,
            false));
    writer.add(
        new StatementLine(
            "S1",
            "V\t1",
            null,
            new BigDecimal("-70.00"),
            new BigDecimal("-35.50"),
            BigDecimal.ZERO,
            true));
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(writer.finish()))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("statement.txt");
      assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(
              "S1\tV1\tP1\t70.00\t35.50\t0.00\t0\n" + "S1\tV 1\tnull\t-70.00\t-35.50\t0.00\t1\n");
    }
  }

  @Test
  void theResultIsReadWithoutThePersonAndWithLaterColumnsPassedOver() throws IOException {
    assertThat(
            read(
                "P1\tV1\tS1\tM1\t0\t0\tnull\n\n"
                    + "P1\tV1\tS2\tnull\t000102\t1\t420101197001010028 医药机构多\t1.00\tx\r\n"))
        .containsExactly(
            new JudgedLine("S1", "M1", StatementResult.AGREED, false, null),
            new JudgedLine("S2", null, StatementResult.INSTITUTION_MORE, true, "*** 医药机构多"));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "3,3", "000000,0", "000101,1", "000102,2", "000103,3"})
  void bothSetsOfCodesAreTaken(String told, String code) {
    assertThat(StatementResult.of(told)).map(StatementResult::code).contains(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P\tV\tS\tM\t0\t0", "P\tV\tS\tM\t9\t0\tnull", "<html>"})
  void whatIsNoResultIsRefusedWithoutItsContent(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableStatementException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(10));
  }

  @Test
  void whatIsNoZipOrTooLongIsRefused() {
    assertThatThrownBy(() -> reader.read("{}".getBytes(StandardCharsets.UTF_8), line -> {}))
        .isInstanceOf(UnreadableStatementException.class);
    assertThatThrownBy(() -> read("P\tV\tS\tM\t0\t0\tnull\n".repeat(100_000)))
        .hasMessage("too-large");
  }
}
