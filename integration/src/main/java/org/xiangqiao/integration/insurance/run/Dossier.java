package org.xiangqiao.integration.insurance.run;

import java.util.List;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/** The resources of a visit or stay and its bill, as messages need them (结算资料). */
public interface Dossier {

  /** {@code psn_no}. */
  String personNumber();

  /** {@code insuplc_admdvs}. */
  String insuredDistrict();

  /** {@code ipt_otp_no}, {@code ipt_no}. */
  String visitNumber();

  /** {@code chrg_bchno}. */
  String batch();

  /**
   * Input of any transaction but 2601; of a stay's details the next batch.
   *
   * @param credential without anything in it when only the message's digest is wanted
   */
  Payload input(StepKind kind, Known known, Credential credential);

  /**
   * Before an input is sent.
   *
   * @throws DossierException if it lacks what the platform wants
   */
  void check(StepKind kind, Payload input);

  /** All charge lines of a stay's claim, as 2301 would tell them; none of a visit's. */
  List<Row> charges();

  /** Input of 5201. */
  Payload visitQuery();
}
