package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.programmes.benefit.Referral;

/** 2501 to 2504 and 5301: referrals (转院备案) and chronic-disease filings (慢特病备案). */
class Filings {

  private record Filing(String number, String person, String by, boolean referral, JsonNode row) {

    /** Without the person and what was filed. */
    @Override
    public String toString() {
      return "Filing[" + number + "]";
    }
  }

  private final Books books;
  private final Map<String, Filing> filings = new LinkedHashMap<>();

  Filings(Books books) {
    this.books = books;
  }

  Map<String, List<Map<String, Object>>> refer(Call call) {
    JsonNode row = call.row("refmedin");
    List.of("diag_code", "reflin_medins_no", "refl_type", "refl_date", "refl_rea", "refl_opnn")
        .forEach(key -> Call.need(row, key));
    return file(call, row, true);
  }

  Map<String, List<Map<String, Object>>> fileDisease(Call call) {
    JsonNode row = call.row("data");
    List.of("insutype", "opsp_dise_code", "opsp_dise_name", "begndate")
        .forEach(key -> Call.need(row, key));
    return file(call, row, false);
  }

  Map<String, List<Map<String, Object>>> cancelReferral(Call call) {
    return Step.one("result", Map.of("trt_dcla_detl_sn", cancel(call, true)));
  }

  Map<String, List<Map<String, Object>>> cancelDisease(Call call) {
    cancel(call, false);
    return Step.done();
  }

  Map<String, List<Map<String, Object>>> diseases(Call call) {
    String person = books.person(call.need("data", "psn_no"), call).number();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Filing one : filings.values()) {
      if (!one.referral && one.person.equals(person)) {
        Map<String, Object> row = new LinkedHashMap<>();
        List.of("opsp_dise_code", "opsp_dise_name", "begndate", "enddate")
            .forEach(
                key -> {
                  if (one.row.hasNonNull(key)) {
                    row.put(key, one.row.path(key).asText());
                  }
                });
        rows.add(row);
      }
    }
    return Map.of("feedetail", rows);
  }

  /** How the person of a stay came: by the last referral to this institution that is in force. */
  Referral referral(Visit visit) {
    CareLevel here = books.level(visit.institution);
    Referral found = Referral.NONE;
    for (Filing one : filings.values()) {
      if (one.referral
          && one.person.equals(visit.person)
          && one.row.path("reflin_medins_no").asText().equals(visit.institution)
          && inForce(one, visit.begun.toLocalDate())) {
        int step = here.compareTo(books.level(one.by));
        found = step > 0 ? Referral.UP : step < 0 ? Referral.DOWN : Referral.NONE;
      }
    }
    return found;
  }

  private static boolean inForce(Filing filing, LocalDate day) {
    String end = filing.row.path("enddate").asText("");
    try {
      return end.isEmpty() || !day.isAfter(LocalDate.parse(end));
    } catch (DateTimeParseException e) {
      throw new Refusal("日期格式错误: enddate");
    }
  }

  private Map<String, List<Map<String, Object>>> file(Call call, JsonNode row, boolean referral) {
    InsuredPerson person = books.person(Call.need(row, "psn_no"), call);
    if (filings.size() >= books.settings.limit()) {
      throw new Refusal("模拟平台已满");
    }
    String number = books.next();
    filings.put(
        number, new Filing(number, person.number(), call.institution(), referral, row.deepCopy()));
    return Step.one("result", Map.of("trt_dcla_detl_sn", number));
  }

  private String cancel(Call call, boolean referral) {
    String number = call.need("data", "trt_dcla_detl_sn");
    Filing filing = filings.get(number);
    if (filing == null
        || filing.referral != referral
        || !filing.person.equals(call.need("data", "psn_no"))) {
      throw new Refusal("备案不存在或已撤销");
    }
    filings.remove(number);
    return number;
  }
}
