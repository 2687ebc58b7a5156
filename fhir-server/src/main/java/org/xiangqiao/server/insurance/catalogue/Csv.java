package org.xiangqiao.server.insurance.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;

/** Tables that Excel opens. */
final class Csv {

  static final OperationParameter FORMAT =
      OperationParameter.optional("format", "code", "csv for a table; Parameters without it.");

  private static final String TYPE = "text/csv";

  private Csv() {}

  static boolean wanted(OperationRequest call) {
    return call.text("format").filter("csv"::equals).isPresent();
  }

  static Answer answer(int status, List<String> header, List<List<Object>> rows) {
    StringBuilder text = new StringBuilder("\uFEFF");
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.EXCEL)) {
      csv.printRecord(header);
      for (List<Object> row : rows) {
        csv.printRecord(row.stream().map(Csv::safe).collect(Collectors.toList()));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Answer(status, null, null, null, new Answer.Text(TYPE, text.toString()));
  }

  /** What somebody else wrote must not be taken for a formula. */
  private static Object safe(Object cell) {
    return cell instanceof String text && !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0
        ? "'" + text
        : cell;
  }
}
