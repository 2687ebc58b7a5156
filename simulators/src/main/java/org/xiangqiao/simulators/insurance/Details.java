package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.programmes.benefit.BenefitEstimate;
import org.xiangqiao.programmes.benefit.Bill;
import org.xiangqiao.programmes.benefit.BillLine;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.programmes.benefit.LineShare;

/** 2204, 2205, 2301, 2302 and 5204: fee lines are priced, kept and withdrawn. */
class Details {

  private static final String ALL = "0000";
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final Books books;

  Details(Books books) {
    this.books = books;
  }

  Map<String, List<Map<String, Object>>> outpatient(Call call) {
    return upload(call, false, Integer.MAX_VALUE);
  }

  Map<String, List<Map<String, Object>>> inpatient(Call call) {
    return upload(call, true, Integer.MAX_VALUE);
  }

  /** All or nothing, unless a fault says that only the first lines arrive. */
  Map<String, List<Map<String, Object>>> upload(Call call, boolean inpatient, int most) {
    List<JsonNode> rows = call.rows("feedetail");
    if (rows.isEmpty()) {
      throw new Refusal("费用明细不能为空");
    }
    Visit visit =
        books.visit(Call.need(rows.get(0), "mdtrt_id"), Call.need(rows.get(0), "psn_no"), call);
    if (visit.inpatient != inpatient) {
      throw new Refusal("就诊类型不符");
    }
    if (!visit.diagnosed) {
      throw new Refusal("请先上传就诊信息");
    }
    if (visit.ended != null) {
      throw new Refusal("已办理出院，不能上传费用明细");
    }
    List<FeeLine> lines = new ArrayList<>();
    Set<String> serials = new HashSet<>(visit.lines.keySet());
    for (JsonNode row : rows.subList(0, Math.min(most, rows.size()))) {
      FeeLine line = line(row, visit);
      if (!serials.add(line.id())) {
        throw new Refusal("费用明细流水号重复: " + line.id());
      }
      lines.add(line);
    }
    lines.forEach(line -> books.add(visit, line));
    return Map.of("result", lines.stream().map(this::priced).toList());
  }

  Map<String, List<Map<String, Object>>> withdrawBatch(Call call) {
    Visit visit = visit(call);
    String batch = call.need("data", "chrg_bchno");
    return withdraw(
        visit,
        visit.lines.values().stream()
            .filter(line -> batch.equals(ALL) || line.batch().equals(batch))
            .map(FeeLine::id)
            .toList());
  }

  Map<String, List<Map<String, Object>>> withdrawLine(Call call) {
    Visit visit = visit(call);
    if (visit.ended != null) {
      throw new Refusal("已办理出院，请先撤销出院");
    }
    String serial = call.need("data", "feedetl_sn");
    return withdraw(
        visit,
        visit.lines.keySet().stream()
            .filter(id -> serial.equals(ALL) || id.equals(serial))
            .toList());
  }

  /** Rows of answers are not published: those of 2204. */
  Map<String, List<Map<String, Object>>> find(Call call) {
    Visit visit = visit(call);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (FeeLine line : visit.lines.values()) {
      Map<String, Object> row = new LinkedHashMap<>(priced(line));
      row.put("mdtrt_id", visit.id);
      row.put("chrg_bchno", line.batch());
      rows.add(row);
    }
    return Map.of("result", rows);
  }

  private Visit visit(Call call) {
    return books.visit(call.need("data", "mdtrt_id"), call.need("data", "psn_no"), call);
  }

  private Map<String, List<Map<String, Object>>> withdraw(Visit visit, List<String> serials) {
    if (serials.isEmpty()) {
      throw new Refusal("没有可撤销的费用明细");
    }
    Set<String> settled = books.settled(visit);
    if (serials.stream().anyMatch(settled::contains)) {
      throw new Refusal("费用明细已结算，请先撤销结算");
    }
    books.withdraw(visit, serials);
    return Step.done();
  }

  private FeeLine line(JsonNode row, Visit visit) {
    if (!Call.need(row, "mdtrt_id").equals(visit.id)) {
      throw new Refusal("一次上传只能包含一个就诊ID");
    }
    List.of("medins_list_codg", "bilg_dept_codg", "bilg_dr_codg")
        .forEach(key -> Call.need(row, key));
    CatalogueItem item = books.item(Call.need(row, "med_list_codg"));
    BigDecimal amount = Call.number(row, "det_item_fee_sumamt");
    BigDecimal count = Call.number(row, "cnt");
    BigDecimal price = Call.number(row, "pric");
    BigDecimal product = count.multiply(price).setScale(2, RoundingMode.HALF_UP);
    if (count.signum() < 0 || price.signum() < 0) {
      throw new Refusal("数量、单价不能为负: " + Call.need(row, "feedetl_sn"));
    }
    if (amount.signum() < 0 || product.subtract(amount).abs().compareTo(CENT) > 0) {
      throw new Refusal("明细金额与数量单价不符: " + Call.need(row, "feedetl_sn"));
    }
    return new FeeLine(
        new BillLine(
            Call.need(row, "feedetl_sn"),
            item.itemClass(),
            amount,
            count,
            price,
            item.priceLimit(),
            item.selfPayRatio()),
        item,
        visit.inpatient ? "" : Call.need(row, "chrg_bchno"),
        Visits.time(Call.need(row, "fee_ocur_time"), "fee_ocur_time"));
  }

  private Map<String, Object> priced(FeeLine line) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("feedetl_sn", line.id());
    row.putAll(share(line).byKey());
    row.put("cnt", line.line().count());
    row.put("pric", line.line().price());
    BigDecimal limit = line.line().priceLimit();
    row.put("pric_uplmt_amt", limit == null ? new BigDecimal("999999.000000") : limit);
    row.put("chrgitm_lv", line.item().itemClass().code());
    row.put("med_chrgitm_type", line.item().feeType());
    row.put("lmt_used_flag", "0");
    return row;
  }

  private LineShare share(FeeLine line) {
    return BenefitEstimate.of(
            books.settings.plan(),
            Bill.of(List.of(line.line()), "", CareLevel.TOWNSHIP, line.at().toLocalDate()))
        .lines()
        .get(0);
  }
}
