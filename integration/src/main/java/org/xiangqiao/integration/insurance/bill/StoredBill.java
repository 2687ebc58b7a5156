package org.xiangqiao.integration.insurance.bill;

import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.ChargeMessages;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.mappings.insurance.fhir.PartSums;
import org.xiangqiao.mappings.insurance.fhir.SettlementMessages;
import org.xiangqiao.mappings.insurance.fhir.VisitMessages;
import org.xiangqiao.mappings.insurance.fhir.VisitNumbers;
import org.xiangqiao.mappings.insurance.fhir.VisitQuery;

/**
 * A visit and, if there is one, its bill, as messages of outpatient settlement (门诊结算).
 *
 * @param claim null while only the visit is known
 */
record StoredBill(
    Encounter encounter,
    Claim claim,
    Coverage coverage,
    List<Condition> conditions,
    StoredChecks check)
    implements Dossier {

  @Override
  public String personNumber() {
    return coverage.getSubscriberId();
  }

  @Override
  public String insuredDistrict() {
    return coverage.getPayorFirstRep().getIdentifier().getValue();
  }

  @Override
  public String visitNumber() {
    return VisitMessages.outpatientNumber(encounter);
  }

  @Override
  public String batch() {
    return claim == null
        ? null
        : claim
            .getExtensionByUrl("https://fhir.xiangqiao.org/StructureDefinition/charge-batch")
            .getValue()
            .primitiveValue();
  }

  @Override
  public Payload input(StepKind kind, Known known, Credential credential) {
    VisitNumbers numbers = VisitNumbers.of(known.visit(), coverage);
    return switch (kind) {
      case REGISTER -> new VisitMessages().register(encounter, numbers, credential);
      case DIAGNOSE -> new VisitMessages().information(encounter, claim, conditions, numbers);
      case DETAILS -> new ChargeMessages().outpatient(claim, numbers);
      case QUOTE -> new SettlementMessages().quote(claim, numbers, credential);
      case SETTLE ->
          new SettlementMessages()
              .settle(claim, numbers, credential, PartSums.of(known.details().rows("result")));
      case CANCEL -> new SettlementMessages().cancel(numbers, known.settlement());
      case WITHDRAW -> new ChargeMessages().withdrawOutpatient(numbers, known.batch());
      case UNREGISTER -> new VisitMessages().undo(encounter, numbers);
      case CHANGE, DISCHARGE, READMIT, REVERSE, REFER, UNREFER, FILE, UNFILE ->
          throw new IllegalArgumentException(kind + " of a visit");
    };
  }

  @Override
  public void check(StepKind kind, Payload input) {
    check.refuse(kind.infno(Care.OUTPATIENT), input);
  }

  @Override
  public List<Row> charges() {
    return List.of();
  }

  @Override
  public Payload visitQuery() {
    return VisitQuery.of(encounter, personNumber(), claim);
  }
}
