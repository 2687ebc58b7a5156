package org.xiangqiao.integration.insurance.run;

import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/** The resources of a visit and its bill, as messages need them (结算资料). */
public interface Dossier {

  /** {@code psn_no}. */
  String personNumber();

  /** {@code insuplc_admdvs}. */
  String insuredDistrict();

  /** {@code ipt_otp_no}. */
  String visitNumber();

  /** {@code chrg_bchno}. */
  String batch();

  /**
   * Input of 2201, 2203A, 2204 or 2207.
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

  /** Input of 5201. */
  Payload visitQuery();
}
