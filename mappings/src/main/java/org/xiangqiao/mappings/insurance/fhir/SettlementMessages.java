package org.xiangqiao.mappings.insurance.fhir;

import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Encounter;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Quote, settle, cancel (预结算、结算、撤销): 2206, 2207, 2208 of a visit, 2303, 2304, 2305 of a stay. */
public final class SettlementMessages {

  /** 2206 门诊预结算, also sent as 2206A. */
  public Payload quote(Claim claim, VisitNumbers numbers, Credential credential) {
    return Payload.of("data", outpatient(claim, numbers, credential).build());
  }

  /** 2207 门诊结算, also sent as 2207A. */
  public Payload settle(Claim claim, VisitNumbers numbers, Credential credential, PartSums parts) {
    Row.Builder data =
        outpatient(claim, numbers, credential)
            .put("invono", new ClaimFields(claim).supporting("invono"));
    parts.put(data);
    return Payload.of("data", data.build());
  }

  /** 2208 门诊结算撤销 and 2305 住院结算撤销. */
  public Payload cancel(VisitNumbers numbers, String settlement) {
    return Payload.of(
        "data",
        Row.builder()
            .put("setl_id", settlement)
            .put("mdtrt_id", numbers.visit())
            .put("psn_no", numbers.person())
            .build());
  }

  /** 2303 住院预结算; its time of discharge is a day: that of the bill while the stay goes on. */
  public Payload quoteStay(
      Claim claim,
      Encounter encounter,
      VisitNumbers numbers,
      Credential credential,
      PartSums parts) {
    String discharged =
        Values.date(
            encounter.getPeriod().hasEnd()
                ? encounter.getPeriod().getEndElement()
                : claim.getCreatedElement());
    return Payload.of(
        "data", stay(claim, numbers, credential, parts).put("dscg_time", discharged).build());
  }

  /** 2304 住院结算; its time of discharge has a time. */
  public Payload settleStay(
      Claim claim,
      Encounter encounter,
      VisitNumbers numbers,
      Credential credential,
      PartSums parts) {
    String discharged = Values.time(encounter.getPeriod().getEndElement());
    return Payload.of(
        "data", stay(claim, numbers, credential, parts).put("dscg_time", discharged).build());
  }

  private static Row.Builder stay(
      Claim claim, VisitNumbers numbers, Credential credential, PartSums parts) {
    ClaimFields fields = new ClaimFields(claim);
    Row.Builder data =
        common(claim, numbers, credential)
            .put("invono", fields.supporting("invono"))
            .put("mid_setl_flag", fields.supporting("mid_setl_flag"));
    parts.put(data);
    return data;
  }

  private static Row.Builder outpatient(Claim claim, VisitNumbers numbers, Credential credential) {
    ClaimFields fields = new ClaimFields(claim);
    return common(claim, numbers, credential)
        .put("med_type", fields.medicalType())
        .put("chrg_bchno", fields.batch());
  }

  private static Row.Builder common(Claim claim, VisitNumbers numbers, Credential credential) {
    ClaimFields fields = new ClaimFields(claim);
    return Row.builder()
        .put("psn_no", numbers.person())
        .put("mdtrt_cert_type", credential.type())
        .put("mdtrt_cert_no", credential.number())
        .put("medfee_sumamt", fields.total())
        .put("psn_setlway", fields.supporting("psn_setlway"))
        .put("mdtrt_id", numbers.visit())
        .put("insutype", numbers.insuranceType())
        .put("acct_used_flag", fields.supporting("acct_used_flag"));
  }
}
