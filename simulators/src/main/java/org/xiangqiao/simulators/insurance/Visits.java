package org.xiangqiao.simulators.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** 2201 to 2203A, 2401 to 2405 and 5201: visits and stays begin, change, end and are undone. */
class Visits {

  private final Books books;

  Visits(Books books) {
    this.books = books;
  }

  Map<String, List<Map<String, Object>>> register(Call call) {
    JsonNode row = call.row("data");
    String local = Call.need(row, "ipt_otp_no");
    List.of("atddr_no", "dr_name", "dept_code", "dept_name", "caty")
        .forEach(key -> Call.need(row, key));
    Visit visit = begin(call, row, local, false);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("mdtrt_id", visit.id);
    answer.put("psn_no", visit.person);
    answer.put("ipt_otp_no", local);
    return Step.one("data", answer);
  }

  Map<String, List<Map<String, Object>>> cancelRegistration(Call call) {
    Call.need(call.row("data"), "ipt_otp_no");
    remove(visit(call, "data", false));
    return Step.done();
  }

  Map<String, List<Map<String, Object>>> diagnose(Call call) {
    Visit visit = visit(call, "mdtrtinfo", false);
    visit.medType = call.need("mdtrtinfo", "med_type");
    diagnoses(call);
    visit.diagnosed = true;
    return Step.done();
  }

  Map<String, List<Map<String, Object>>> admit(Call call) {
    JsonNode row = call.row("mdtrtinfo");
    String local = Call.need(row, "ipt_no");
    List.of("atddr_no", "adm_dept_codg", "adm_bed", "dscg_maindiag_code")
        .forEach(key -> Call.need(row, key));
    diagnoses(call);
    String person = Call.need(row, "psn_no");
    for (Visit other : books.visits.values()) {
      if (other.inpatient && other.person.equals(person) && other.ended == null) {
        throw new Refusal("人员已在院，不能重复办理入院");
      }
    }
    Visit visit = begin(call, row, local, true);
    visit.medType = Call.need(row, "med_type");
    visit.diagnosed = true;
    return Step.one("result", Map.of("mdtrt_id", visit.id));
  }

  Map<String, List<Map<String, Object>>> change(Call call) {
    Visit visit = visit(call, "adminfo", true);
    open(visit);
    visit.medType = call.need("adminfo", "med_type");
    return Step.done();
  }

  Map<String, List<Map<String, Object>>> discharge(Call call) {
    Visit visit = visit(call, "dscginfo", true);
    open(visit);
    Call.need(call.row("dscginfo"), "dscg_way");
    diagnoses(call);
    visit.ended = time(call.need("dscginfo", "endtime"), "endtime");
    return Step.done();
  }

  Map<String, List<Map<String, Object>>> undoDischarge(Call call) {
    Visit visit = visit(call, "data", true);
    if (visit.ended == null) {
      throw new Refusal("未办理出院，不能撤销出院");
    }
    if (!books.standing(visit).isEmpty()) {
      throw new Refusal("已结算，请先撤销结算");
    }
    visit.ended = null;
    return Step.done();
  }

  Map<String, List<Map<String, Object>>> cancelAdmission(Call call) {
    Visit visit = visit(call, "data", true);
    open(visit);
    remove(visit);
    return Step.done();
  }

  /** Rows of answers are not published: the keys of the steps that made what is asked for. */
  Map<String, List<Map<String, Object>>> find(Call call) {
    String person = books.person(call.need("data", "psn_no"), call).number();
    LocalDateTime from = time(call.need("data", "begntime"), "begntime");
    LocalDateTime to = time(call.need("data", "endtime"), "endtime");
    String medType = call.text("data", "med_type");
    String id = call.text("data", "mdtrt_id");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Visit one : books.visits.values()) {
      if (one.person.equals(person)
          && one.institution.equals(call.institution())
          && !one.begun.isBefore(from)
          && !one.begun.isAfter(to)
          && (id.isEmpty() || one.id.equals(id))
          && (medType.isEmpty() || one.medType.isEmpty() || one.medType.equals(medType))) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("mdtrt_id", one.id);
        row.put("psn_no", one.person);
        row.put("ipt_otp_no", one.localNumber);
        row.put("insutype", one.insuranceType);
        row.put("med_type", one.medType);
        row.put("begntime", Books.TIME.format(one.begun));
        row.put("endtime", one.ended == null ? "" : Books.TIME.format(one.ended));
        row.put("fixmedins_code", one.institution);
        rows.add(row);
      }
    }
    return Map.of("mdtrtinfo", rows);
  }

  /** 2601 of 2401. */
  void reverseAdmission(Visit visit) {
    open(visit);
    remove(visit);
  }

  private Visit begin(Call call, JsonNode row, String local, boolean inpatient) {
    InsuredPerson person = books.person(Call.need(row, "psn_no"), call);
    if (!person.status().equals("1")) {
      throw new Refusal("人员参保状态异常，暂停参保");
    }
    String insurance = Call.need(row, "insutype");
    if (!insurance.equals(person.insuranceType())) {
      throw new Refusal("险种类型与参保信息不一致");
    }
    Call.need(row, "mdtrt_cert_type");
    if (!person.shows(Call.need(row, "mdtrt_cert_no"))) {
      throw new Refusal("就诊凭证与人员编号不符");
    }
    LocalDateTime begun = time(Call.need(row, "begntime"), "begntime");
    Visit visit =
        new Visit(books.next(), call, person.number(), local, insurance, inpatient, begun);
    books.add(visit);
    return visit;
  }

  private Visit visit(Call call, String node, boolean inpatient) {
    Visit visit = books.visit(call.need(node, "mdtrt_id"), call.need(node, "psn_no"), call);
    if (visit.inpatient != inpatient) {
      throw new Refusal("就诊类型不符");
    }
    return visit;
  }

  private static void open(Visit visit) {
    if (visit.ended != null) {
      throw new Refusal("已办理出院");
    }
  }

  private void remove(Visit visit) {
    if (!books.standing(visit).isEmpty()) {
      throw new Refusal("已结算，请先撤销结算");
    }
    if (!visit.lines.isEmpty()) {
      throw new Refusal("存在费用明细，请先撤销费用明细");
    }
    books.visits.remove(visit.id);
  }

  private static void diagnoses(Call call) {
    List<JsonNode> rows = call.rows("diseinfo");
    if (rows.isEmpty()) {
      throw new Refusal("诊断信息不能为空");
    }
    for (JsonNode row : rows) {
      List.of("diag_type", "diag_srt_no", "diag_code", "diag_name", "diag_time")
          .forEach(key -> Call.need(row, key));
    }
  }

  static LocalDateTime time(String text, String key) {
    try {
      return LocalDateTime.parse(text, Books.TIME);
    } catch (DateTimeParseException e) {
      throw new Refusal("日期格式错误: " + key);
    }
  }
}
