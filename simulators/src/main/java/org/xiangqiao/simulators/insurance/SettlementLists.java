package org.xiangqiao.simulators.insurance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.simulators.insurance.Settlement.State;

/** 4101A: settlement lists (结算清单) of inpatients; a later one replaces the former. */
class SettlementLists {

  private final Books books;
  private final Set<String> uploaded = new LinkedHashSet<>();

  SettlementLists(Books books) {
    this.books = books;
  }

  Map<String, List<Map<String, Object>>> upload(Call call) {
    String id = call.need("setlinfo", "setl_id");
    Settlement settlement =
        books
            .ledger
            .find(id)
            .filter(one -> one.institution().equals(call.institution()))
            .filter(one -> one.person().equals(call.need("setlinfo", "psn_no")))
            .filter(one -> one.state() == State.STANDING)
            .orElseThrow(() -> new Refusal("结算信息不存在"));
    if (call.rows("diseinfo").isEmpty()) {
      throw new Refusal("诊断信息不能为空");
    }
    uploaded.add(settlement.id());
    return Step.done();
  }

  /** setl_id of those that have one; no more than there are settlements. */
  List<String> uploaded() {
    return List.copyOf(uploaded);
  }
}
