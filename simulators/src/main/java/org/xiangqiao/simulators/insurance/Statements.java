package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.mappings.insurance.envelope.Numbers;

/** 3201 and 3202: totals and lines of both books are compared (对账). */
class Statements {

  private static final int COLUMNS = 7;

  private final Books books;
  private final StatementBook book;
  private final FileExchange files;

  Statements(Books books, StatementBook book, FileExchange files) {
    this.books = books;
    this.book = book;
    this.files = files;
  }

  Map<String, List<Map<String, Object>>> totals(Call call) {
    JsonNode data = call.row("data");
    String refund = data.path("refd_setl_flag").asText("");
    Totals here = Totals.none();
    for (StatementLine line : lines(call, data)) {
      if (refund.isEmpty() || line.refund().equals(refund)) {
        here = here.plus(line.total(), line.fund(), line.account(), line.cash());
      }
    }
    int count = Call.number(data, "fixmedins_setl_cnt").intValue();
    boolean same =
        count == here.count()
            && same(data, "medfee_sumamt", here.total())
            && same(data, "fund_pay_sumamt", here.fund())
            && same(data, "acct_pay", here.account());
    int result = same ? 0 : here.count() > count ? 1 : here.count() < count ? 2 : 3;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("setl_optins", Call.need(data, "setl_optins"));
    row.put("stmt_rslt", code(result));
    row.put(
        "stmt_rslt_dscr",
        same ? "对账成功" : "中心笔数" + here.count() + "，医疗费总额" + here.total() + "，基金支付" + here.fund());
    return Step.one("stmtinfo", row);
  }

  Map<String, List<Map<String, Object>>> lines(Call call) {
    JsonNode data = call.row("data");
    Map<String, StatementLine> here = new LinkedHashMap<>();
    lines(call, data).forEach(line -> here.put(line.key(), line));
    StringBuilder text = new StringBuilder();
    for (List<String> cells :
        TabFile.read(files.get(Call.need(data, "file_qury_no"), call.institution()))) {
      if (cells.size() < COLUMNS) {
        throw new Refusal("对账文件列数不足");
      }
      text.append(compare(cells, here.remove(cells.get(0) + "|" + cells.get(6))));
    }
    for (StatementLine only : here.values()) {
      text.append(
          TabFile.row(
              only.person(),
              only.visit(),
              only.settlement(),
              only.msgid(),
              code(1),
              only.refund(),
              "中心有，医药机构无"));
    }
    return Step.one("fileinfo", files.put(call.institution(), TabFile.zip("result.txt", text)));
  }

  private String compare(List<String> cells, StatementLine here) {
    int result =
        here == null
            ? 2
            : equal(cells.get(3), here.total())
                    && equal(cells.get(4), here.fund())
                    && equal(cells.get(5), here.account())
                ? 0
                : 3;
    return TabFile.row(
        cells.get(2),
        cells.get(1),
        cells.get(0),
        here == null ? TabFile.NOTHING : here.msgid(),
        code(result),
        cells.get(6),
        result == 3 ? "中心基金支付" + here.fund() : TabFile.NOTHING);
  }

  private List<StatementLine> lines(Call call, JsonNode data) {
    String insurance = data.path("insutype").asText("");
    String clearing = data.path("clr_type").asText("");
    String office = Call.need(data, "setl_optins");
    List<StatementLine> lines = new ArrayList<>();
    for (StatementLine line :
        book.lines(call.institution(), day(data, "stmt_begndate"), day(data, "stmt_enddate"))) {
      if (books.offices.of(books.persons.get(line.person())).equals(office)
          && (insurance.isEmpty() || line.insuranceType().equals(insurance))
          && (clearing.isEmpty() || line.clearing().equals(clearing))) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static LocalDate day(JsonNode data, String key) {
    try {
      return LocalDate.parse(Call.need(data, key));
    } catch (DateTimeParseException e) {
      throw new Refusal("日期格式错误: " + key);
    }
  }

  private static boolean same(JsonNode data, String key, BigDecimal amount) {
    return Call.number(data, key).compareTo(amount) == 0;
  }

  private static boolean equal(String cell, BigDecimal amount) {
    return Numbers.parse(cell).filter(number -> number.compareTo(amount) == 0).isPresent();
  }

  private String code(int result) {
    return !books.settings.longStatementCodes()
        ? String.valueOf(result)
        : result == 0 ? "000000" : "00010" + result;
  }
}
