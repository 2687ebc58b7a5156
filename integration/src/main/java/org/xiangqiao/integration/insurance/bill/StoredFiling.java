package org.xiangqiao.integration.insurance.bill;

import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.mappings.insurance.fhir.FilingMessages;

/**
 * A filing in advance (备案), as messages.
 *
 * @param patient null if there is none here
 */
record StoredFiling(
    Claim claim, Coverage coverage, Patient patient, List<Condition> conditions, StoredChecks check)
    implements Dossier {

  @Override
  public String personNumber() {
    return coverage.getSubscriberId();
  }

  @Override
  public String insuredDistrict() {
    return coverage.getPayorFirstRep().getIdentifier().getValue();
  }

  /** A filing is about no visit. */
  @Override
  public String visitNumber() {
    return null;
  }

  @Override
  public String batch() {
    return null;
  }

  @Override
  public Payload input(StepKind kind, Known known, Credential credential) {
    FilingMessages messages = new FilingMessages();
    return switch (kind) {
      case REFER -> messages.refer(claim, coverage, patient, conditions);
      case FILE -> messages.fileDisease(claim, coverage, patient);
      case UNREFER, UNFILE -> messages.cancel(known.filing(), coverage);
      default -> throw new IllegalArgumentException(kind + " of a filing");
    };
  }

  @Override
  public void check(StepKind kind, Payload input) {
    boolean cancels = kind == StepKind.UNREFER || kind == StepKind.UNFILE;
    if (cancels && input.row("data").text("trt_dcla_detl_sn").isEmpty()) {
      throw new DossierException(
          List.of(
              new Problem(
                  "ClaimResponse.preAuthRef",
                  "insurance-incomplete",
                  "该备案的流水号未知，无法线上撤销。",
                  "The number of this filing is not known, so it cannot be cancelled online.",
                  "请到医保经办机构撤销。",
                  "Have it cancelled by the insurance office.")));
    }
    check.refuse(kind.infno(Care.OUTPATIENT), input);
  }

  @Override
  public List<Row> charges() {
    return List.of();
  }

  /** Input of 5301. */
  @Override
  public Payload visitQuery() {
    return new FilingMessages().diseases(coverage);
  }
}
