package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.mappings.insurance.TransactionTable;

/** Which step a transaction number calls; one at a time, under the books' lock. */
class Transactions {

  /** Those without rows in the table are answered with what was seeded, whatever its keys. */
  private static final List<String> CATALOGUES =
      List.of("1301", "1302", "1303", "1304", "1305", "1306", "1307", "1312");

  private final Map<String, Step> steps = new HashMap<>();
  private final Outputs outputs;
  private final Books books;
  private final SignIns signIns;
  private final FileExchange files;
  private final Details details;
  private final Catalogues catalogues;
  private final Audits audits;

  Transactions(
      Books books,
      SignIns signIns,
      StatementBook book,
      SettlementLists lists,
      TransactionTable table) {
    this.outputs = new Outputs(table);
    this.books = books;
    this.signIns = signIns;
    this.files = new FileExchange(books);
    this.details = new Details(books);
    this.catalogues = new Catalogues(books);
    this.audits = new Audits(books);
    Filings filings = new Filings(books);
    Benefits benefits = new Benefits(books, filings);
    Registry registry = new Registry(books, benefits);
    Visits visits = new Visits(books);
    Settlements settlements = new Settlements(books, benefits, new SettlementRows(books, registry));
    Statements statements = new Statements(books, book, files);
    steps.put("9001", signIns::signIn);
    steps.put("9002", signIns::signOut);
    steps.put("9101", files::upload);
    steps.put("1101", registry::person);
    CATALOGUES.forEach(infno -> steps.put(infno, catalogues.pages()::page));
    steps.put("1901", new DictionaryQuery()::query);
    steps.put("2001", new Entitlements(books)::check);
    steps.put("2201", visits::register);
    steps.put("2202", visits::cancelRegistration);
    steps.put("2203A", visits::diagnose);
    steps.put("2204", details::outpatient);
    steps.put("2205", details::withdrawBatch);
    steps.put("2206", settlements::quote);
    steps.put("2207", settlements::settle);
    steps.put("2208", settlements::cancel);
    steps.put("2301", details::inpatient);
    steps.put("2302", details::withdrawLine);
    steps.put("2303", settlements::quote);
    steps.put("2304", settlements::settle);
    steps.put("2305", settlements::cancel);
    steps.put("2401", visits::admit);
    steps.put("2402", visits::discharge);
    steps.put("2403", visits::change);
    steps.put("2404", visits::cancelAdmission);
    steps.put("2405", visits::undoDischarge);
    steps.put("2501", filings::refer);
    steps.put("2502", filings::cancelReferral);
    steps.put("2503", filings::fileDisease);
    steps.put("2504", filings::cancelDisease);
    steps.put("2601", new Reversals(books, visits)::reverse);
    steps.put("3101", audits::analyze);
    steps.put("3102", audits::analyze);
    steps.put("3201", statements::totals);
    steps.put("3202", statements::lines);
    steps.put("3301", catalogues.mappings()::upload);
    steps.put("3302", catalogues.mappings()::withdraw);
    steps.put("4101A", lists::upload);
    steps.put("5201", visits::find);
    steps.put("5203", settlements::find);
    steps.put("5204", details::find);
    steps.put("5206", registry::accumulated);
    steps.put("5301", filings::diseases);
  }

  /**
   * @return the output; null for none
   * @throws Refusal when it is not done
   */
  ObjectNode take(Call call) {
    String infno = variantOf(call.infno());
    Step step = steps.get(infno);
    if (step == null) {
      throw new Refusal("交易编号不支持: " + call.infno());
    }
    synchronized (books) {
      admitted(call);
      ObjectNode output = outputs.write(infno, step.take(call));
      return output.isEmpty() ? null : output;
    }
  }

  Catalogues catalogues() {
    return catalogues;
  }

  Audits audits() {
    return audits;
  }

  /** Only the first half of the lines is taken; of another transaction nothing. */
  void takePartly(Call call) {
    if (call.infno().equals("2204") || call.infno().equals("2301")) {
      synchronized (books) {
        admitted(call);
        details.upload(call, call.infno().equals("2301"), call.rows("feedetail").size() / 2);
      }
    }
  }

  byte[] download(Call call) {
    synchronized (books) {
      admitted(call);
      return files.download(call);
    }
  }

  void expire(Call call) {
    synchronized (books) {
      signIns.expire(call);
    }
  }

  /** 2206A, 2207A and 2304A are variants of one operation. */
  private static String variantOf(String infno) {
    return switch (infno) {
      case "2206A", "2207A", "2304A" -> infno.substring(0, 4);
      default -> infno;
    };
  }

  private void admitted(Call call) {
    if (!books.knows(call.institution())) {
      throw new Refusal("定点医药机构编号不存在");
    }
    if (!call.infno().equals("9001")) {
      signIns.check(call);
    }
  }
}
