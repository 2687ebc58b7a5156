package org.xiangqiao.mappings.insurance.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.Device;
import org.xiangqiao.mappings.insurance.envelope.Districts;
import org.xiangqiao.mappings.insurance.envelope.Institution;
import org.xiangqiao.mappings.insurance.envelope.InsuranceRequest;
import org.xiangqiao.mappings.insurance.envelope.MessageFormat;
import org.xiangqiao.mappings.insurance.envelope.MessageId;
import org.xiangqiao.mappings.insurance.envelope.MessageSignature;
import org.xiangqiao.mappings.insurance.envelope.Operator;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Receiver;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;
import org.xiangqiao.mappings.insurance.envelope.Row;

class BatchLimitsTest {

  private static List<Row> lines(int count, String name) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                Row.builder()
                    .put("feedetl_sn", "L" + n)
                    .put("bilg_dr_name", name)
                    .put("cnt", BigDecimal.valueOf(n))
                    .build())
        .toList();
  }

  @Test
  void aBatchHasNoMoreLinesThanAllowed() {
    List<Row> lines = lines(7, "李医生");
    BatchLimits limits = new BatchLimits(3, 40_000);
    assertThat(limits.first(lines)).isEqualTo(lines.subList(0, 3));
    assertThat(limits.first(lines.subList(6, 7))).isEqualTo(lines.subList(6, 7));
    assertThat(limits.first(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"李医生,1000", "李医生,5000", "'a\"b\\c\"',1000", "'\"\"\"\"\"\"\"\"',3000"})
  void aBatchIsNoLongerThanAllowedHoweverItIsEscaped(String name, int bytes) {
    List<Row> lines = lines(100, name);
    List<Row> first = new BatchLimits(100, bytes).first(lines);
    assertThat(first).isNotEmpty().hasSizeLessThan(100);
    assertThat(input(first)).isLessThanOrEqualTo(bytes);
  }

  @Test
  void aLineThatIsTooLongAloneIsSentAlone() {
    List<Row> lines = lines(2, "x".repeat(500));
    assertThat(new BatchLimits(100, 200).first(lines)).hasSize(1);
  }

  /** Length of the input as it travels, a JSON text within the JSON. */
  private static int input(List<Row> lines) {
    Payload input = Payload.of("feedetail", lines);
    return message(input).length - message(Payload.empty()).length;
  }

  private static byte[] message(Payload input) {
    byte[] bytes =
        new RequestJson(TransactionTable.load(), new MessageFormat(true, Map.of()))
            .write(
                new InsuranceRequest(
                    "2301",
                    MessageId.of("H99010100001", LocalDateTime.of(2026, 11, 22, 10, 0, 3), 17),
                    LocalDateTime.of(2026, 11, 22, 10, 0, 3),
                    new Districts("990101", "990102"),
                    new Receiver("HIS", "1.0.0"),
                    new Institution("H99010100001", "青山乡卫生院"),
                    new Operator("1", "S01", "孙收费", null),
                    Device.NONE,
                    MessageSignature.NONE,
                    Map.of(),
                    input));
    assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"input\"");
    return bytes;
  }
}
