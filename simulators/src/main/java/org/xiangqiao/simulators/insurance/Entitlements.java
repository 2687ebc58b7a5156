package org.xiangqiao.simulators.insurance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 2001: which funds pay for a person (待遇享受检查); the check's own type has no known codes. */
class Entitlements {

  private static final String ASSISTANCE = "610100";

  private final Books books;

  Entitlements(Books books) {
    this.books = books;
  }

  Map<String, List<Map<String, Object>>> check(Call call) {
    InsuredPerson person = books.person(call.need("data", "psn_no"), call);
    call.need("data", "med_type");
    call.need("data", "begntime");
    if (!call.need("data", "insutype").equals(person.insuranceType())) {
      throw new Refusal("险种类型与参保信息不一致");
    }
    if (!call.need("data", "fixmedins_code").equals(call.institution())) {
      throw new Refusal("医药机构编号不一致");
    }
    LocalDate today = books.today();
    boolean insured = person.status().equals("1");
    boolean assisted =
        person.identities().stream()
            .anyMatch(
                one ->
                    !one.from().isAfter(today) && (one.to() == null || !one.to().isBefore(today)));
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row(person, person.insuranceType() + "100", insured));
    rows.add(row(person, ASSISTANCE, insured && assisted));
    return Map.of("trtinfo", rows);
  }

  private Map<String, Object> row(InsuredPerson person, String fund, boolean entitled) {
    int year = books.today().getYear();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("psn_no", person.number());
    row.put("fund_pay_type", fund);
    row.put("trt_enjymnt_flag", entitled ? "1" : "0");
    row.put("begndate", year + "-01-01");
    row.put("enddate", year + "-12-31");
    row.put("trt_chk_rslt", entitled ? "可享受待遇" : "不享受待遇");
    return row;
  }
}
