package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 3101 and 3102 (明细审核事前、事中分析): says of a bill what it was told to say. */
public final class Audits {

  private static final int MOST = 1_000;

  private final Books books;
  private final List<SeededHit> seeded = new ArrayList<>();
  private long numbers;

  Audits(Books books) {
    this.books = books;
  }

  /** Bills hit these rules from now on, and no others. */
  public void seed(List<SeededHit> hits) {
    if (hits.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " hits");
    }
    synchronized (books) {
      seeded.clear();
      seeded.addAll(hits);
    }
  }

  Map<String, List<Map<String, Object>>> analyze(Call call) {
    call.need("data", "syscode");
    List<Map<String, Object>> found = new ArrayList<>();
    for (JsonNode patient : call.row("data").path("patient_dtos")) {
      String person = Call.need(patient, "patn_id");
      for (JsonNode encounter : patient.path("fsi_encounter_dtos")) {
        Visit visit = books.visit(Call.need(encounter, "mdtrt_id"), person, call);
        hits(call, visit, encounter, found);
      }
    }
    return Map.of("result", found);
  }

  private void hits(Call call, Visit visit, JsonNode encounter, List<Map<String, Object>> found) {
    for (SeededHit rule : seeded) {
      if (!rule.infno().equals(call.infno())) {
        continue;
      }
      List<Map<String, Object>> lines = new ArrayList<>();
      BigDecimal amount = BigDecimal.ZERO;
      for (JsonNode order : encounter.path("fsi_order_dtos")) {
        if (!rule.item().isEmpty() && Call.need(order, "hilist_code").startsWith(rule.item())) {
          BigDecimal sum = Call.number(order, "sumamt");
          amount = amount.add(sum);
          lines.add(line(visit, Call.need(order, "rx_id"), sum));
        }
      }
      if (rule.item().isEmpty() || !lines.isEmpty()) {
        found.add(hit(rule, visit, lines, amount));
      }
    }
  }

  private Map<String, Object> hit(
      SeededHit rule, Visit visit, List<Map<String, Object>> lines, BigDecimal amount) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("jr_id", "JR" + ++numbers);
    row.put("rule_id", rule.rule());
    row.put("rule_name", rule.name());
    row.put("vola_cont", rule.text());
    row.put("patn_id", visit.person);
    row.put("mdtrt_id", visit.id);
    row.put("vola_amt", amount);
    row.put("vola_amt_stas", "1");
    row.put("sev_deg", "1");
    row.put("vola_bhvr_type", "1");
    row.put("judge_result_detail_dtos", lines);
    return row;
  }

  private Map<String, Object> line(Visit visit, String order, BigDecimal amount) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("jrd_id", "JD" + ++numbers);
    row.put("patn_id", visit.person);
    row.put("mdtrt_id", visit.id);
    row.put("rx_id", order);
    row.put("vola_item_type", "1");
    row.put("vola_amt", amount);
    return row;
  }
}
