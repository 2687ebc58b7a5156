package org.xiangqiao.integration.insurance.run;

import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/** Inputs that no resource has a part in, and digests of those that the dossier makes. */
final class Inputs {

  private static final String DATA = "data";

  /** For digests, and for messages that hold none. */
  static final Credential NOBODY = new Credential(null, null, null);

  private Inputs() {}

  /** A change is told from others by the admission that it would be. */
  static String digest(StepKind kind, Dossier dossier, Known known) {
    return kind == StepKind.CHANGE
        ? admission(dossier)
        : Digests.of(dossier.input(kind, known, NOBODY));
  }

  /** Digest of an admission as the resources are now. */
  static String admission(Dossier dossier) {
    return Digests.of(dossier.input(StepKind.REGISTER, Known.NOTHING, NOBODY));
  }

  /**
   * 2601 冲正.
   *
   * @param infno the number that travelled
   */
  static Payload reversal(Dossier dossier, Step lost, String infno) {
    return Payload.of(
        DATA,
        Row.builder()
            .put("psn_no", dossier.personNumber())
            .put("omsgid", lost.messageId())
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
