package org.xiangqiao.integration.insurance.bill;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.xiangqiao.integration.insurance.run.Dossier;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.check.FieldFinding;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.ChargeMessages;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.mappings.insurance.fhir.PartSums;
import org.xiangqiao.mappings.insurance.fhir.SettlementMessages;
import org.xiangqiao.mappings.insurance.fhir.VisitMessages;
import org.xiangqiao.mappings.insurance.fhir.VisitNumbers;
import org.xiangqiao.terminology.NationalIdentifier;

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
    FieldCheck check)
    implements Dossier {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

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
    return encounter.getIdentifier().stream()
        .filter(
            identifier ->
                NationalIdentifier.OUTPATIENT_NUMBER.system().equals(identifier.getSystem()))
        .map(identifier -> identifier.getValue())
        .findFirst()
        .orElse(null);
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
    VisitNumbers numbers =
        new VisitNumbers(
            personNumber(),
            known.visit(),
            coverage.getType().getCoding().stream()
                .filter(
                    coding -> InsuranceSystems.dictionary("insutype").equals(coding.getSystem()))
                .map(coding -> coding.getCode())
                .findFirst()
                .orElse(null));
    return switch (kind) {
      case REGISTER -> new VisitMessages().register(encounter, numbers, credential);
      case DIAGNOSE -> new VisitMessages().information(encounter, claim, conditions, numbers);
      case DETAILS -> new ChargeMessages().outpatient(claim, numbers);
      case SETTLE ->
          new SettlementMessages()
              .settle(claim, numbers, credential, PartSums.of(known.details().rows("result")));
      default -> throw new IllegalArgumentException(kind + " holds numbers only");
    };
  }

  @Override
  public void check(StepKind kind, Payload input) {
    List<Problem> refusing =
        check.check(kind.infno(), input).stream()
            .filter(FieldFinding::refuses)
            .map(StoredBill::problem)
            .toList();
    if (!refusing.isEmpty()) {
      throw new DossierException(refusing);
    }
  }

  /** The day of the visit: 5201 wants a span of time. */
  @Override
  public Payload visitQuery() {
    LocalDate day = encounter.getPeriod().getStart().toInstant().atZone(CHINA).toLocalDate();
    return Payload.of(
        "data",
        Row.builder()
            .put("psn_no", personNumber())
            .put("begntime", RequestJson.TIME.format(day.atStartOfDay()))
            .put("endtime", RequestJson.TIME.format(day.atTime(LocalTime.of(23, 59, 59))))
            .put("med_type", medicalType())
            .build());
  }

  private String medicalType() {
    return claim == null
        ? null
        : claim.getSubType().getCoding().stream()
            .filter(coding -> InsuranceSystems.dictionary("med_type").equals(coding.getSystem()))
            .map(coding -> coding.getCode())
            .findFirst()
            .orElse(null);
  }

  private static Problem problem(FieldFinding finding) {
    MappingProblem problem = finding.problem();
    return new Problem(
        finding.element() == null ? problem.place() : finding.element(),
        problem.rule(),
        problem.text(Locale.CHINESE),
        problem.text(Locale.ENGLISH),
        problem.remedy(Locale.CHINESE),
        problem.remedy(Locale.ENGLISH));
  }
}
