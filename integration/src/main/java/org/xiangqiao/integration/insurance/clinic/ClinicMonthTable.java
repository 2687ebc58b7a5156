package org.xiangqiao.integration.insurance.clinic;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Clinics of a month as a table for a spreadsheet (村卫生室月结算表): RFC 4180, UTF-8 with a mark. */
public final class ClinicMonthTable {

  /** By which spreadsheets know UTF-8. */
  private static final char MARK = '\uFEFF';

  private final List<String> keys;
  private final List<String> headers;

  public ClinicMonthTable() {
    List<CSVRecord> columns = columns();
    keys = columns.stream().map(column -> column.get("key")).toList();
    headers = columns.stream().map(column -> column.get("header")).toList();
  }

  /** A row for each clinic and insurance type. */
  public String of(
      YearMonth month,
      List<Map.Entry<String, ClinicSettings.Clinic>> clinics,
      List<ClinicSum> sums) {
    StringWriter text = new StringWriter();
    text.append(MARK);
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.EXCEL)) {
      printer.printRecord(headers);
      for (Map.Entry<String, ClinicSettings.Clinic> clinic : clinics) {
        for (ClinicSum sum : sums) {
          if (sum.clinic().equals(clinic.getKey())) {
            Map<String, Object> cells = cells(month, clinic.getValue(), sum);
            printer.printRecord(keys.stream().map(cells::get).toList());
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Map<String, Object> cells(
      YearMonth month, ClinicSettings.Clinic clinic, ClinicSum sum) {
    return Map.ofEntries(
        Map.entry("month", month.toString()),
        Map.entry("clinic", sum.clinic()),
        Map.entry("name", text(clinic.name())),
        Map.entry("centre", clinic.centre()),
        Map.entry("insuranceType", text(sum.insuranceType())),
        Map.entry("settled", sum.settled()),
        Map.entry("cancelled", sum.cancelled()),
        Map.entry("disputed", sum.disputed()),
        Map.entry("bill", sum.bill().toPlainString()),
        Map.entry("fund", sum.fund().toPlainString()),
        Map.entry("account", sum.account().toPlainString()),
        Map.entry("cash", sum.cash().toPlainString()));
  }

  /** What a spreadsheet would take for a formula is marked as text. */
  private static String text(String value) {
    return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
  }

  private static List<CSVRecord> columns() {
    try (Reader file =
            new InputStreamReader(
                ClinicMonthTable.class.getResourceAsStream("columns.csv"), StandardCharsets.UTF_8);
        CSVParser parser =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(file)) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
