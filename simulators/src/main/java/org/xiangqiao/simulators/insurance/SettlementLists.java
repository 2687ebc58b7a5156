package org.xiangqiao.simulators.insurance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.simulators.insurance.Settlement.State;

/** 4101A: settlement lists (结算清单) of inpatients; a later one replaces the former. */
class SettlementLists {

  private final Books books;
  private final Map<String, List<String>> uploaded = new LinkedHashMap<>();

  SettlementLists(Books books) {
    this.books = books;
  }

  Map<String, List<Map<String, Object>>> upload(Call call) {
    String number = call.need("setlinfo", "setl_id");
    Settlement settlement =
        books
            .ledger
            .find(number)
            .filter(one -> one.institution().equals(call.institution()))
            .filter(one -> one.person().equals(call.need("setlinfo", "psn_no")))
            .filter(one -> one.state() == State.STANDING)
            .orElseThrow(() -> new Refusal("结算信息不存在"));
    if (call.rows("diseinfo").isEmpty()) {
      throw new Refusal("诊断信息不能为空");
    }
    uploaded.computeIfAbsent(settlement.id(), id -> new ArrayList<>()).add(call.input().toString());
    return Step.done();
  }

  /** What came, as JSON, by setl_id; the last of each is the one that counts. */
  Map<String, List<String>> uploaded() {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    uploaded.forEach((settlement, lists) -> copy.put(settlement, List.copyOf(lists)));
    return copy;
  }
}
