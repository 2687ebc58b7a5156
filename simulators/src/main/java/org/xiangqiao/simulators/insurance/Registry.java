package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.programmes.benefit.Identity;
import org.xiangqiao.programmes.benefit.YearToDate;

/** 1101 and 5206: who is insured, and what the person has had this year. */
class Registry {

  private final Books books;
  private final Benefits benefits;

  Registry(Books books, Benefits benefits) {
    this.books = books;
    this.benefits = benefits;
  }

  Map<String, List<Map<String, Object>>> person(Call call) {
    String type = call.need("data", "mdtrt_cert_type");
    String credential = call.need("data", "mdtrt_cert_no");
    InsuredPerson person = books.byCredential(credential);
    if (person == null && type.equals("02") && books.settings.admitsAnybody()) {
      String name = call.text("data", "psn_name");
      person =
          InsuredPerson.resident(
              books.next(), credential, name.isEmpty() ? "居民" : name, books.settings.district());
      books.add(person);
    }
    if (person == null) {
      throw new Refusal("未查询到人员参保信息");
    }
    List<Map<String, Object>> identities = new ArrayList<>();
    for (Identity one : person.identities()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("psn_idet_type", one.type());
      row.put("begntime", one.from() + " 00:00:00");
      if (one.to() != null) {
        row.put("endtime", one.to() + " 23:59:59");
      }
      identities.add(row);
    }
    Map<String, Object> insurance = new LinkedHashMap<>(identity(person));
    insurance.put("balc", benefits.balance(person));
    insurance.put("psn_insu_stas", person.status());
    insurance.put("insuplc_admdvs", person.district());
    return Map.of(
        "baseinfo",
        List.of(identity(person)),
        "insuinfo",
        List.of(insurance),
        "idetinfo",
        identities);
  }

  /** Keys of a person that several answers repeat. */
  Map<String, Object> identity(InsuredPerson person) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("psn_no", person.number());
    row.put("psn_cert_type", "01");
    row.put("certno", person.certificate());
    row.put("psn_name", person.name());
    row.put("gend", person.gender());
    row.put("brdy", person.birth().toString());
    int years = Period.between(person.birth(), books.today()).getYears();
    row.put("age", BigDecimal.valueOf(years).setScale(1));
    row.put("insutype", person.insuranceType());
    row.put("psn_type", person.personType());
    row.put("cvlserv_flag", "0");
    return row;
  }

  /** By the keys of the settlement: which codes a platform uses here is not known. */
  Map<String, List<Map<String, Object>>> accumulated(Call call) {
    InsuredPerson person = books.person(call.need("data", "psn_no"), call);
    YearToDate year = benefits.year(person);
    Map<String, BigDecimal> sums = new LinkedHashMap<>();
    sums.put("act_pay_dedc", sum(year.deductiblePaid()));
    sums.put("hifp_pay", sum(year.poolPaid()));
    sums.put("hifmi_pay", year.catastrophicPaid());
    sums.put("maf_pay", year.assistancePaid());
    List<Map<String, Object>> rows = new ArrayList<>();
    sums.forEach(
        (key, value) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("psn_no", person.number());
          row.put("insutype", person.insuranceType());
          row.put("cum_ym", String.valueOf(books.today().getYear()));
          row.put("cum_type_code", key);
          row.put("cum", value);
          rows.add(row);
        });
    return Map.of("cuminfo", rows);
  }

  private static BigDecimal sum(Map<String, BigDecimal> amounts) {
    return amounts.values().stream().reduce(new BigDecimal("0.00"), BigDecimal::add);
  }
}
