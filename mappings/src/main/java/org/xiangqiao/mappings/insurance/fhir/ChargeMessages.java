package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Charge lines (费用明细): 2204 and 2205 of a visit, 2301 and 2302 of a stay. */
public final class ChargeMessages {

  /** Withdraws all lines of a batch (2205) or stay (2302). */
  public static final String ALL = "0000";

  /** 2204 门诊费用明细信息上传. */
  public Payload outpatient(Claim claim, VisitNumbers numbers) {
    ClaimFields fields = new ClaimFields(claim);
    return Payload.of(
        "feedetail",
        claim.getItem().stream()
            .map(item -> outpatientLine(item, fields, common(claim, item, numbers)))
            .toList());
  }

  /** 2205 门诊费用明细信息撤销; {@link #ALL} as batch withdraws every batch. */
  public Payload withdrawOutpatient(VisitNumbers numbers, String batch) {
    return Payload.of(
        "data",
        Row.builder()
            .put("mdtrt_id", numbers.visit())
            .put("chrg_bchno", batch)
            .put("psn_no", numbers.person())
            .build());
  }

  /**
   * 2301 住院费用明细上传.
   *
   * @param items a part of the claim's items: the upload is cut into batches
   */
  public Payload inpatient(Claim claim, List<ItemComponent> items, VisitNumbers numbers) {
    String medicalType = new ClaimFields(claim).medicalType();
    return Payload.of(
        "feedetail",
        items.stream()
            .map(item -> common(claim, item, numbers).put("med_type", medicalType).build())
            .toList());
  }

  /** 2302 住院费用明细撤销; {@link #ALL} as line withdraws all. */
  public Payload withdrawInpatient(VisitNumbers numbers, String line) {
    return Payload.of(
        "data",
        Row.builder()
            .put("feedetl_sn", line)
            .put("mdtrt_id", numbers.visit())
            .put("psn_no", numbers.person())
            .build());
  }

  private static Row outpatientLine(ItemComponent item, ClaimFields fields, Row.Builder line) {
    return line.put("chrg_bchno", fields.batch())
        .put("dise_codg", fields.supporting("dise_codg"))
        .put("rxno", fields.prescription())
        .put("rx_circ_flag", ClaimFields.flag(item, "rx_circ_flag"))
        .build();
  }

  private static Row.Builder common(Claim claim, ItemComponent item, VisitNumbers numbers) {
    CareTeam team = new CareTeam(claim);
    CareTeam.Member orderedBy = team.of(item, CareTeam.ORDERS, InsuranceSystems.STAFF);
    CareTeam.Member orderedIn = team.of(item, CareTeam.ORDERS, InsuranceSystems.DEPARTMENT);
    CareTeam.Member doneBy = team.of(item, CareTeam.CARRIES_OUT, InsuranceSystems.STAFF);
    CareTeam.Member doneIn = team.of(item, CareTeam.CARRIES_OUT, InsuranceSystems.DEPARTMENT);
    return Row.builder()
        .put("feedetl_sn", ClaimFields.lineNumber(item))
        .put("mdtrt_id", numbers.visit())
        .put("psn_no", numbers.person())
        .put("fee_ocur_time", ClaimFields.chargedAt(item))
        .put("med_list_codg", ClaimFields.nationalItem(item))
        .put("medins_list_codg", ClaimFields.localItem(item))
        .put("det_item_fee_sumamt", Values.exact(item.getNet().getValue()))
        .put("cnt", item.getQuantity().getValue())
        .put("pric", item.getUnitPrice().getValue())
        .put("bilg_dept_codg", orderedIn.code())
        .put("bilg_dept_name", orderedIn.name())
        .put("bilg_dr_codg", orderedBy.code())
        .put("bilg_dr_name", orderedBy.name())
        .put("acord_dept_codg", doneIn.code())
        .put("acord_dept_name", doneIn.name())
        .put("orders_dr_code", doneBy.code())
        .put("orders_dr_name", doneBy.name())
        .put("hosp_appr_flag", ClaimFields.flag(item, "hosp_appr_flag"))
        .put("tcmdrug_used_way", ClaimFields.flag(item, "tcmdrug_used_way"))
        .put("etip_flag", ClaimFields.flag(item, "etip_flag"))
        .put("dscg_tkdrug_flag", ClaimFields.flag(item, "dscg_tkdrug_flag"))
        .put("matn_fee_flag", ClaimFields.flag(item, "matn_fee_flag"));
  }
}
