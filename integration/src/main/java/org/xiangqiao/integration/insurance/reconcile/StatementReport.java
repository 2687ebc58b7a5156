package org.xiangqiao.integration.insurance.reconcile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.RemittanceOutcome;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.PaymentReconciliation;
import org.hl7.fhir.r4.model.PaymentReconciliation.DetailsComponent;
import org.hl7.fhir.r4.model.PaymentReconciliation.PaymentReconciliationStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.xiangqiao.integration.insurance.desk.Masking;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.mappings.insurance.statement.Sums;

/** A day's report of one scope (医保对账), a part of 5,000 lines at most. R4 PaymentReconciliation. */
final class StatementReport {

  static final String IDENTIFIER = "https://fhir.xiangqiao.org/sid/insurance-statement";
  private static final String STATES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-booking-state";
  private static final String XIANGQIAO = "https://fhir.xiangqiao.org/StructureDefinition/";

  private StatementReport() {}

  /**
   * @param part from 1
   * @param unresolved lines of the day that are not resolved, told in words
   */
  static PaymentReconciliation begun(
      DayLease day, Statement statement, int part, long unresolved, Instant created) {
    PaymentReconciliation report = new PaymentReconciliation();
    report.getMeta().addProfile(XIANGQIAO + "payment-reconciliation");
    report.addIdentifier().setSystem(IDENTIFIER).setValue(value(day, statement.scope(), part));
    report.addExtension(scope(statement));
    report.setStatus(PaymentReconciliationStatus.ACTIVE);
    Period period = new Period();
    period.setStartElement(new DateTimeType(day.day().toString()));
    period.setEndElement(new DateTimeType(day.day().toString()));
    report.setPeriod(period);
    report.setCreatedElement(new DateTimeType(created.toString()));
    report.setPaymentIssuer(
        named("Organization", InsuranceSystems.DISTRICT, statement.scope().office()));
    report.setRequestor(named("Organization", InsuranceSystems.INSTITUTION, day.institution()));
    boolean complete = statement.agrees() && unresolved == 0;
    report.setOutcome(complete ? RemittanceOutcome.COMPLETE : RemittanceOutcome.PARTIAL);
    report.setDisposition(words(statement, unresolved));
    report.setPaymentDateElement(date(day.day()));
    report.setPaymentAmount(money(statement.ours().funds()));
    return report;
  }

  static void add(PaymentReconciliation report, LocalDate day, ReportLine line) {
    DetailsComponent detail = report.addDetail();
    if (line.result() != null || line.messageId() != null) {
      Extension result = new Extension(XIANGQIAO + "reconciliation-result");
      if (line.result() != null) {
        result.addExtension(
            "code", concept(InsuranceSystems.dictionary("stmt_rslt"), line.result()));
      }
      if (line.messageId() != null) {
        result.addExtension("messageId", new StringType(line.messageId()));
      }
      if (line.memo() != null) {
        result.addExtension("note", new StringType(line.memo()));
      }
      detail.addExtension(result);
    }
    if (line.settlement() != null && !line.settlement().isEmpty()) {
      detail.setIdentifier(
          new Identifier().setSystem(InsuranceSystems.SETTLEMENT).setValue(line.settlement()));
    }
    CodeableConcept type =
        concept(
            "http://terminology.hl7.org/CodeSystem/payment-type",
            line.refund() ? "adjustment" : "payment");
    type.addCoding(
        new Coding()
            .setSystem(InsuranceSystems.dictionary("refd_setl_flag"))
            .setCode(line.refund() ? "1" : "0"));
    if (line.state() != null) {
      type.addCoding(new Coding().setSystem(STATES).setCode(line.state()));
    }
    detail.setType(type);
    if (line.claimId() != null) {
      detail.setRequest(new Reference("Claim/" + line.claimId()));
    }
    if (line.responseId() != null) {
      detail.setResponse(new Reference("ClaimResponse/" + line.responseId()));
    }
    detail.setDateElement(date(day));
    if (line.funds() != null) {
      detail.setAmount(money(line.funds()));
    }
  }

  static String value(DayLease day, Scope scope, int part) {
    return String.join(
        "-",
        day.institution(),
        day.day().toString(),
        scope.insuranceType(),
        scope.clearingType(),
        scope.office(),
        String.valueOf(part));
  }

  private static String words(Statement statement, long unresolved) {
    StringBuilder words = new StringBuilder();
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      words.append(words.isEmpty() ? "" : " ");
      words.append(
          statement.agrees()
              ? ReconcileTexts.in(language, "agrees")
              : ReconcileTexts.in(language, "differs").formatted(statement.different()));
      if (unresolved > 0) {
        words.append(' ').append(ReconcileTexts.in(language, "unresolved").formatted(unresolved));
      }
    }
    if (!statement.agrees() && statement.description() != null) {
      words.append(' ').append(new Masking(List.of()).masked(statement.description()));
    }
    return words.toString();
  }

  private static Extension scope(Statement statement) {
    Sums ours = statement.ours();
    Extension scope = new Extension(XIANGQIAO + "reconciliation-scope");
    scope.addExtension(
        "insuranceType",
        concept(InsuranceSystems.dictionary("insutype"), statement.scope().insuranceType()));
    scope.addExtension(
        "clearingType",
        concept(InsuranceSystems.dictionary("clr_type"), statement.scope().clearingType()));
    scope.addExtension("count", new UnsignedIntType((int) ours.bookings()));
    scope.addExtension("total", money(ours.total()));
    scope.addExtension("account", money(ours.account()));
    scope.addExtension("cash", money(ours.cash()));
    if (statement.file() != null) {
      scope.addExtension("file", new StringType(statement.file()));
    }
    return scope;
  }

  private static Reference named(String type, String system, String value) {
    return new Reference()
        .setType(type)
        .setIdentifier(new Identifier().setSystem(system).setValue(value));
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }

  private static Money money(BigDecimal amount) {
    return new Money().setValue(amount.setScale(2, RoundingMode.HALF_UP)).setCurrency("CNY");
  }

  private static DateType date(LocalDate day) {
    return new DateType(day.toString());
  }
}
