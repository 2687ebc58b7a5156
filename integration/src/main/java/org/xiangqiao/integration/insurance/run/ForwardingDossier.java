package org.xiangqiao.integration.insurance.run;

import java.util.List;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/** All of another dossier, for those that add a check to it. */
public abstract class ForwardingDossier implements Dossier {

  private final Dossier dossier;

  protected ForwardingDossier(Dossier dossier) {
    this.dossier = dossier;
  }

  @Override
  public void check(StepKind kind, Payload input) {
    dossier.check(kind, input);
  }

  @Override
  public Payload input(StepKind kind, Known known, Credential credential) {
    return dossier.input(kind, known, credential);
  }

  @Override
  public String personNumber() {
    return dossier.personNumber();
  }

  @Override
  public String insuredDistrict() {
    return dossier.insuredDistrict();
  }

  @Override
  public String visitNumber() {
    return dossier.visitNumber();
  }

  @Override
  public String batch() {
    return dossier.batch();
  }

  @Override
  public List<Row> charges() {
    return dossier.charges();
  }

  @Override
  public Payload visitQuery() {
    return dossier.visitQuery();
  }
}
