package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.programmes.benefit.BenefitAmounts;
import org.xiangqiao.simulators.insurance.Settlement.State;

/** 2206 to 2208, 2303 to 2305 and 5203: what a bill costs, who pays, and taking it back. */
class Settlements {

  private static final String ALL = "0000";
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final List<String> CLASSES =
      List.of("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt");

  private final Books books;
  private final Benefits benefits;
  private final SettlementRows rows;

  Settlements(Books books, Benefits benefits, SettlementRows rows) {
    this.books = books;
    this.benefits = benefits;
    this.rows = rows;
  }

  Map<String, List<Map<String, Object>>> quote(Call call) {
    return rows.answer(draft(call, ""), call.text("data", "mdtrt_cert_type"));
  }

  Map<String, List<Map<String, Object>>> settle(Call call) {
    if (books.ledger.ofMessage(call.msgid()).isPresent()) {
      throw new Refusal("发送方报文ID重复");
    }
    Settlement settlement = draft(call, books.next());
    if (settlement.lines().isEmpty()) {
      throw new Refusal("没有可结算的费用明细");
    }
    Visit visit = books.visits.get(settlement.visit());
    if (visit.inpatient && visit.ended == null) {
      throw new Refusal("未办理出院，不能结算");
    }
    books.ledger.settle(settlement);
    return rows.answer(settlement, call.text("data", "mdtrt_cert_type"));
  }

  Map<String, List<Map<String, Object>>> cancel(Call call) {
    if (books.ledger.ofMessage(call.msgid()).isPresent()) {
      throw new Refusal("发送方报文ID重复");
    }
    Visit visit = books.visit(call.need("data", "mdtrt_id"), call.need("data", "psn_no"), call);
    Settlement settlement =
        books
            .ledger
            .find(call.need("data", "setl_id"))
            .filter(one -> one.visit().equals(visit.id))
            .orElseThrow(() -> new Refusal("结算信息不存在"));
    if (settlement.state() != State.STANDING) {
      throw new Refusal("结算信息已撤销");
    }
    return rows.answer(books.ledger.cancel(settlement, call.msgid(), books.now()), "");
  }

  /** By settlement or by visit; a cancelled one has a second row, that of the cancel. */
  Map<String, List<Map<String, Object>>> find(Call call) {
    String person = books.person(call.need("data", "psn_no"), call).number();
    String id = call.text("data", "setl_id");
    String visit = call.text("data", "mdtrt_id");
    List<Map<String, Object>> heads = new ArrayList<>();
    List<Map<String, Object>> details = new ArrayList<>();
    for (Settlement one : books.ledger.ofPerson(person)) {
      if (one.institution().equals(call.institution())
          && one.state() != State.REVERSED
          && (id.isEmpty() || one.id().equals(id))
          && (visit.isEmpty() || one.visit().equals(visit))) {
        heads.add(rows.found(one.standing()));
        details.addAll(rows.funds(one));
        if (one.state() == State.CANCELLED) {
          heads.add(rows.found(one));
        }
      }
    }
    return Map.of("setlinfo", heads, "setldetail", details);
  }

  private Settlement draft(Call call, String id) {
    JsonNode data = call.row("data");
    Visit visit = books.visit(Call.need(data, "mdtrt_id"), Call.need(data, "psn_no"), call);
    InsuredPerson person = books.persons.get(visit.person);
    if (!person.shows(Call.need(data, "mdtrt_cert_no"))) {
      throw new Refusal("就诊凭证与人员编号不符");
    }
    Call.need(data, "psn_setlway");
    if (!Call.need(data, "insutype").equals(visit.insuranceType)) {
      throw new Refusal("险种类型与登记信息不一致");
    }
    String medType = visit.inpatient ? visit.medType : Call.need(data, "med_type");
    String batch = visit.inpatient ? "" : Call.need(data, "chrg_bchno");
    List<FeeLine> lines = lines(visit, batch);
    BenefitAmounts amounts =
        benefits.of(visit, medType, lines, data.path("acct_used_flag").asText().equals("1"));
    agree(data, amounts);
    return new Settlement(
        id,
        call.msgid(),
        call.institution(),
        person.number(),
        visit.id,
        visit.localNumber,
        batch,
        visit.insuranceType,
        visit.inpatient ? "21" : "11",
        medType,
        books.now(),
        lines.stream().map(FeeLine::id).collect(Collectors.toUnmodifiableSet()),
        amounts,
        State.STANDING,
        null,
        null);
  }

  private List<FeeLine> lines(Visit visit, String batch) {
    Set<String> settled = books.settings.booksAgain() ? Set.of() : books.settled(visit);
    return visit.lines.values().stream()
        .filter(line -> batch.equals(ALL) || line.batch().equals(batch))
        .filter(line -> !settled.contains(line.id()))
        .toList();
  }

  /** Whoever sends sums must send these. */
  private static void agree(JsonNode data, BenefitAmounts amounts) {
    Map<String, BigDecimal> keys = amounts.byKey();
    if (Call.number(data, "medfee_sumamt").compareTo(amounts.total()) != 0) {
      throw new Refusal("医疗费总额与费用明细合计不一致");
    }
    for (String key : CLASSES) {
      if (data.hasNonNull(key)
          && Call.number(data, key).subtract(keys.get(key)).abs().compareTo(CENT) > 0) {
        throw new Refusal("费用分类金额不一致: " + key);
      }
    }
  }
}
