package org.xiangqiao.server.insurance;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.reconcile.DayReport;
import org.xiangqiao.integration.insurance.reconcile.Reconciler;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * {@code PaymentReconciliation/$insurance-reconcile} (手工对账): a day of an institution is compared
 * with the platform now, as it is by itself every night.
 */
final class ReconcileOperation implements FhirOperation {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final Reconciler reconciler;
  private final Duration wait;
  private final Clock clock;
  private final InsuranceFaults faults;

  ReconcileOperation(Reconciler reconciler, Duration wait, Clock clock, InsuranceFaults faults) {
    this.reconciler = reconciler;
    this.wait = wait;
    this.clock = clock;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        "insurance-reconcile",
        "https://fhir.xiangqiao.org/OperationDefinition/payment-reconciliation-insurance-reconcile",
        "Compares a day's settlements of an institution with the insurance platform.",
        Set.of(Level.TYPE),
        Set.of("PaymentReconciliation"),
        true,
        List.of(
            OperationParameter.required(
                "institution", "string", "Its code with the platform (fixmedins_code)."),
            OperationParameter.required(
                "day", "date", "The platform's settlement day, today or before.")));
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.update("PaymentReconciliation", null)
        .and(OperationRights.read("PaymentReconciliation", null));
  }

  @Override
  public Answer answer(OperationRequest request) {
    int tenant = request.caller().tenantId();
    String institution = request.text("institution").orElseThrow();
    if (!reconciler.knows(tenant, institution)) {
      throw faults.of(
          new DeskException(
              DeskException.Reason.INSTITUTION, "Parameters.parameter.where(name='institution')"));
    }
    try {
      DayReport report = reconciler.reconcile(tenant, institution, day(request), wait);
      Parameters answer = new Parameters();
      answer.addParameter("state", new CodeType(state(report)));
      report
          .reports()
          .forEach(
              id ->
                  answer
                      .addParameter()
                      .setName("report")
                      .setValue(new Reference("PaymentReconciliation/" + id)));
      return Answer.ok(new Answer.Model(answer));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String state(DayReport report) {
    if (!report.done()) {
      return "under-way";
    }
    return report.balanced() ? "balanced" : "differs";
  }

  private LocalDate day(OperationRequest request) {
    String place = "Parameters.parameter.where(name='day')";
    try {
      LocalDate day = LocalDate.parse(request.text("day").orElseThrow());
      if (!day.isAfter(clock.instant().atZone(CHINA).toLocalDate())) {
        return day;
      }
    } catch (DateTimeParseException e) {
      // A month or a year is no day: said below.
    }
    throw faults.body(place).exception();
  }
}
