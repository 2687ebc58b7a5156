package org.xiangqiao.integration.insurance.supervise;

import java.util.List;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/** A dossier that is checked once, when the first message that brings money nearer is due. */
final class SupervisedDossier implements Dossier {

  private final Dossier dossier;
  private final Runnable supervision;
  private boolean checked;

  SupervisedDossier(Dossier dossier, Runnable supervision) {
    this.dossier = dossier;
    this.supervision = supervision;
  }

  @Override
  public void check(StepKind kind, Payload input) {
    dossier.check(kind, input);
    if (!checked && kind.undoes().isEmpty() && kind != StepKind.REVERSE) {
      supervision.run();
      checked = true;
    }
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
  public Payload input(StepKind kind, Known known, Credential credential) {
    return dossier.input(kind, known, credential);
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
