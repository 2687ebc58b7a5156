package org.xiangqiao.integration.insurance.bill;

import java.util.List;
import java.util.Set;
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
import org.xiangqiao.mappings.insurance.fhir.Admission;
import org.xiangqiao.mappings.insurance.fhir.ChargeMessages;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.mappings.insurance.fhir.PartSums;
import org.xiangqiao.mappings.insurance.fhir.SettlementMessages;
import org.xiangqiao.mappings.insurance.fhir.StayMessages;
import org.xiangqiao.mappings.insurance.fhir.VisitNumbers;
import org.xiangqiao.mappings.insurance.fhir.VisitQuery;
import org.xiangqiao.mappings.insurance.profile.BatchLimits;

/**
 * A stay and, if there is one, a claim of it, as messages of inpatient settlement (住院结算).
 *
 * @param claim null while only the stay is known
 * @param conditions that stay and claim name as diagnoses
 */
record StoredStay(
    Encounter encounter,
    Claim claim,
    Coverage coverage,
    List<Condition> conditions,
    StoredChecks check,
    BatchLimits limits)
    implements Dossier {

  private static final String LINES = "feedetail";
  private static final String LINE = "feedetl_sn";

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
    return StayMessages.inpatientNumber(encounter);
  }

  /** A stay has none. */
  @Override
  public String batch() {
    return null;
  }

  @Override
  public Payload input(StepKind kind, Known known, Credential credential) {
    VisitNumbers numbers = numbers(known.visit());
    StayMessages stays = new StayMessages();
    return switch (kind) {
      case REGISTER -> stays.admit(encounter, admission(), conditions, numbers, credential);
      case CHANGE -> stays.change(encounter, admission(), conditions, numbers, credential);
      case DETAILS -> Payload.of(LINES, limits.first(missing(known)));
      case DISCHARGE -> stays.discharge(encounter, claim, conditions, numbers);
      case QUOTE ->
          new SettlementMessages()
              .quoteStay(
                  claim,
                  encounter,
                  numbers,
                  credential,
                  PartSums.of(known.details().rows("result")));
      case SETTLE ->
          new SettlementMessages()
              .settleStay(
                  claim,
                  encounter,
                  numbers,
                  credential,
                  PartSums.of(known.details().rows("result")));
      case CANCEL -> new SettlementMessages().cancel(numbers, known.settlement());
      case WITHDRAW -> new ChargeMessages().withdrawInpatient(numbers, ChargeMessages.ALL);
      case READMIT, UNREGISTER -> stays.undo(numbers);
      case DIAGNOSE, REVERSE, REFER, UNREFER, FILE, UNFILE ->
          throw new IllegalArgumentException(kind + " of a stay");
    };
  }

  /** Of a stay's lines all are checked, so that the place is theirs in the claim. */
  @Override
  public void check(StepKind kind, Payload input) {
    if (kind == StepKind.DETAILS) {
      String visit = input.row(LINES).text("mdtrt_id").orElse(null);
      check.refuse(kind.infno(Care.INPATIENT), Payload.of(LINES, lines(visit)));
    } else {
      check.refuse(kind.infno(Care.INPATIENT), input);
    }
  }

  @Override
  public List<Row> charges() {
    return claim == null ? List.of() : lines(null);
  }

  @Override
  public Payload visitQuery() {
    return VisitQuery.of(encounter, personNumber(), admission());
  }

  private List<Row> missing(Known known) {
    Set<String> booked = known.lines();
    return lines(known.visit()).stream()
        .filter(line -> line.text(LINE).filter(booked::contains).isEmpty())
        .toList();
  }

  private List<Row> lines(String visit) {
    return new ChargeMessages().inpatient(claim, claim.getItem(), numbers(visit)).rows(LINES);
  }

  private Claim admission() {
    return Admission.of(encounter);
  }

  private VisitNumbers numbers(String visit) {
    return VisitNumbers.of(visit, coverage);
  }
}
