package org.xiangqiao.integration.insurance.run;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * Charge lines of a stay (住院费用明细) by their numbers, with what decides the money: item, quantity,
 * price and amount. A line whose mark is another than that which was sent was changed.
 */
final class LineMarks {

  private static final String NUMBER = "feedetl_sn";
  private static final String MARK = "mark";

  private LineMarks() {}

  /** As they would be sent now. */
  static Map<String, String> of(List<Row> lines) {
    Map<String, String> marks = new LinkedHashMap<>();
    lines.forEach(line -> marks.put(line.text(NUMBER).orElse(null), mark(line)));
    return marks;
  }

  /** To be kept beside the answer. */
  static List<Row> kept(List<Row> sent) {
    return of(sent).entrySet().stream()
        .map(line -> Row.builder().put(NUMBER, line.getKey()).put(MARK, line.getValue()).build())
        .toList();
  }

  /** As they were sent. */
  static Map<String, String> told(Payload details) {
    return details.rows(Known.SENT).stream()
        .filter(line -> line.has(NUMBER))
        .collect(
            Collectors.toMap(
                line -> line.text(NUMBER).orElseThrow(),
                line -> line.text(MARK).orElse(""),
                (first, second) -> second,
                LinkedHashMap::new));
  }

  private static String mark(Row line) {
    return Stream.concat(
            line.text("med_list_codg").stream(),
            Stream.of("cnt", "pric", "det_item_fee_sumamt")
                .map(key -> line.number(key).map(LineMarks::plain).orElse("")))
        .collect(Collectors.joining("|"));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
