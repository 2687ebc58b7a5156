package org.xiangqiao.simulators.insurance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.programmes.benefit.FundShare;
import org.xiangqiao.simulators.insurance.Settlement.State;

/** A settlement as the answers tell it: setlinfo and setldetail. */
class SettlementRows {

  private final Books books;
  private final Registry registry;

  SettlementRows(Books books, Registry registry) {
    this.books = books;
    this.registry = registry;
  }

  Map<String, List<Map<String, Object>>> answer(Settlement settlement, String credentialType) {
    Map<String, Object> head = head(settlement);
    if (!credentialType.isEmpty()) {
      head.put("mdtrt_cert_type", credentialType);
    }
    return Map.of("setlinfo", List.of(head), "setldetail", funds(settlement));
  }

  /** As a query finds it: with the flag that tells a cancel from a settlement. */
  Map<String, Object> found(Settlement settlement) {
    Map<String, Object> head = head(settlement);
    head.put("refd_setl_flag", settlement.state() == State.CANCELLED ? "1" : "0");
    return head;
  }

  List<Map<String, Object>> funds(Settlement settlement) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (FundShare fund : settlement.amounts().funds()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("fund_pay_type", fund.type());
      row.put("inscp_scp_amt", fund.base());
      row.put("crt_payb_lmt_amt", fund.limit());
      row.put("fund_payamt", fund.pays());
      row.put("fund_pay_type_name", fund.name());
      row.put("setl_proc_info", fund.name() + "支付" + fund.pays() + "元");
      rows.add(row);
    }
    return rows;
  }

  private Map<String, Object> head(Settlement settlement) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("setl_id", settlement.id());
    head.put("mdtrt_id", settlement.visit());
    head.putAll(registry.identity(books.persons.get(settlement.person())));
    head.put("insutype", settlement.insuranceType());
    boolean cancelled = settlement.state() == State.CANCELLED;
    head.put(
        "setl_time", Books.TIME.format(cancelled ? settlement.cancelTime() : settlement.time()));
    head.put("med_type", settlement.medType());
    head.putAll(settlement.amounts().byKey());
    head.put("pdn_cash_pay", settlement.amounts().cash());
    head.put("medins_setl_id", cancelled ? settlement.cancelMsgid() : settlement.msgid());
    if (books.offices.told()) {
      head.put("clr_optins", books.offices.of(books.persons.get(settlement.person())));
    }
    head.put("clr_way", "1");
    head.put("clr_type", settlement.clearing());
    return head;
  }
}
