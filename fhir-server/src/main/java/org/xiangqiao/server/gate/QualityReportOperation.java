package org.xiangqiao.server.gate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** {@code $quality-report}: which sender's records break which rules (病历质控), as a MeasureReport. */
final class QualityReportOperation implements FhirOperation {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.gate.gate");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int USUAL_DAYS = 7;
  private static final int MOST_DAYS = 366;

  private static final OperationShape SHAPE =
      new OperationShape(
          "quality-report",
          "https://xiangqiao.org/fhir/OperationDefinition/quality-report",
          "Which sender's records broke which rules.",
          Set.of(Level.SYSTEM),
          Set.of(),
          false,
          List.of(
              OperationParameter.optional(
                  "periodStart", "date", "First day; six days before the last one without it."),
              OperationParameter.optional("periodEnd", "date", "Last day; today without it."),
              OperationParameter.optional(
                  "sender", "string", "Client id of one sender; all without it.")));

  private final QualityLedger ledger;
  private final QualityCounts counts;
  private final Clock clock;

  QualityReportOperation(QualityLedger ledger, QualityCounts counts, Clock clock) {
    this.ledger = ledger;
    this.counts = counts;
    this.clock = clock;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.search(Set.of("MeasureReport"));
  }

  @Override
  public Answer answer(OperationRequest request) {
    LocalDate to = day(request, "periodEnd", clock.instant().atZone(ZONE).toLocalDate());
    LocalDate from = day(request, "periodStart", to.minusDays(USUAL_DAYS - 1));
    if (from.isAfter(to) || from.isBefore(to.minusDays(MOST_DAYS))) {
      throw refused("quality-period", "http.periodStart", MOST_DAYS);
    }
    counts.flush();
    List<QualityLedger.Sum> sums =
        ledger.sums(request.caller().tenantId(), from, to, request.text("sender").orElse(null));
    if (sums.size() >= QualityLedger.MOST_LINES) {
      throw refused("quality-too-much", "http.sender", QualityLedger.MOST_LINES);
    }
    return Answer.ok(new Answer.Model(new QualityReport(clock.instant(), from, to).of(sums)));
  }

  private static LocalDate day(OperationRequest request, String name, LocalDate without) {
    try {
      return request.text(name).map(LocalDate::parse).orElse(without);
    } catch (DateTimeParseException e) {
      throw refused("quality-day", "http." + name, name);
    }
  }

  private static FaultException refused(String rule, String place, Object... arguments) {
    return TEXTS.fault(400, IssueType.INVALID, rule, place, arguments).exception();
  }
}
