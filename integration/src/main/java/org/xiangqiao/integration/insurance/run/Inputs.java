package org.xiangqiao.integration.insurance.run;

import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/** Inputs of messages: those that hold numbers only are made here, the others by the dossier. */
final class Inputs {

  private static final String DATA = "data";

  private Inputs() {}

  static Payload of(StepKind kind, Dossier dossier, Known known, Credential credential) {
    Row.Builder row = Row.builder().put("psn_no", dossier.personNumber());
    return switch (kind) {
      case CANCEL ->
          Payload.of(
              DATA, row.put("setl_id", known.settlement()).put("mdtrt_id", known.visit()).build());
      case WITHDRAW ->
          Payload.of(
              DATA, row.put("mdtrt_id", known.visit()).put("chrg_bchno", known.batch()).build());
      case UNREGISTER ->
          Payload.of(
              DATA,
              row.put("mdtrt_id", known.visit()).put("ipt_otp_no", dossier.visitNumber()).build());
      case REVERSE -> throw new IllegalArgumentException("a reversal names what it reverses");
      default -> dossier.input(kind, known, credential);
    };
  }

  /** 2601 冲正. */
  static Payload reversal(Dossier dossier, String messageId, String infno) {
    return Payload.of(
        DATA,
        Row.builder()
            .put("psn_no", dossier.personNumber())
            .put("omsgid", messageId)
            .put("oinfno", infno)
            .build());
  }

  /** 5203 结算信息查询; without a settlement's id all of the visit are meant. */
  static Payload settlementQuery(Dossier dossier, Known known) {
    return Payload.of(
        DATA,
        Row.builder()
            .put("psn_no", dossier.personNumber())
            .put("setl_id", known.settlement())
            .put("mdtrt_id", known.visit())
            .build());
  }
}
