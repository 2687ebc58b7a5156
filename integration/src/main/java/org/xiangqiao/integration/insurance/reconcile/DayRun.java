package org.xiangqiao.integration.insurance.reconcile;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.PaymentReconciliation;
import org.hl7.fhir.r4.model.PaymentReconciliation.PaymentReconciliationStatus;
import org.xiangqiao.mappings.insurance.statement.JudgedLine;
import org.xiangqiao.mappings.insurance.statement.StatementFileReader;
import org.xiangqiao.mappings.insurance.statement.StatementFileWriter;
import org.xiangqiao.mappings.insurance.statement.StatementMessages.PlacedFile;
import org.xiangqiao.mappings.insurance.statement.StatementResult;
import org.xiangqiao.mappings.insurance.statement.Sums;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * Reconciles one day of one institution (对账): totals, details where totals differ, what they mean,
 * the report. Whoever begins it anew does it all again, and comes to the same.
 */
final class DayRun {

  /** Of the unpacked result. */
  private static final long LARGEST_RESULT = 512L << 20;

  /** Lines of one PaymentReconciliation. */
  private static final int LINES = 5_000;

  private final Days days;
  private final Statements statements;
  private final OurLines ours;
  private final JudgedRows rows;
  private final ReportLines lines;
  private final Differences differences;
  private final FhirStore store;
  private final FhirContext fhir;

  DayRun(
      Days days,
      Statements statements,
      OurLines ours,
      JudgedRows rows,
      ReportLines lines,
      Differences differences,
      FhirStore store,
      FhirContext fhir) {
    this.days = days;
    this.statements = statements;
    this.ours = ours;
    this.rows = rows;
    this.lines = lines;
    this.differences = differences;
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * @return whether all books agree
   * @throws Unanswered if the platform did not answer
   */
  boolean run(Caller caller, DayLease day, PlatformBooks platform, Instant now) {
    for (Statement statement : statements.all(day)) {
      days.renew(day);
      PlatformBooks.Judged judged = platform.totals(day, statement.scope(), statement.ours());
      days.within(
          day,
          () -> statements.answered(day, statement.scope(), judged.result(), judged.description()));
    }
    // The detail comparison knows no insurance type: all of a clearing type go together.
    Map<Scope, Sums> compared = new LinkedHashMap<>();
    List<Statement> answered = statements.all(day);
    answered.stream()
        .filter(one -> one.result() != StatementResult.AGREED)
        .forEach(one -> compared.put(withoutType(one.scope()), Sums.NONE));
    answered.forEach(
        one ->
            compared.computeIfPresent(withoutType(one.scope()), (k, sum) -> sum.plus(one.ours())));
    compared.forEach((scope, sums) -> compare(caller, day, platform, scope, sums));
    return report(caller, day, now);
  }

  private static Scope withoutType(Scope scope) {
    return new Scope("", scope.clearingType(), scope.office());
  }

  private void compare(
      Caller caller, DayLease day, PlatformBooks platform, Scope scope, Sums sums) {
    StatementFileWriter file = new StatementFileWriter("statement.txt");
    ours.each(caller, day, scope, file::add);
    days.renew(day);
    PlacedFile result = platform.compare(day, scope, sums, file.finish());
    days.renew(day);
    byte[] judged = platform.download(day, result);
    List<JudgedLine> chunk = new ArrayList<>(JudgedRows.CHUNK);
    AtomicInteger first = new AtomicInteger(1);
    new StatementFileReader(LARGEST_RESULT)
        .read(
            judged,
            line -> {
              chunk.add(line);
              if (chunk.size() == JudgedRows.CHUNK) {
                keep(day, scope, first, chunk);
              }
            });
    keep(day, scope, first, chunk);
    days.within(
        day,
        () -> {
          rows.judge(day, scope);
          statements.detailed(day, scope, result.number());
        });
  }

  private void keep(DayLease day, Scope scope, AtomicInteger first, List<JudgedLine> chunk) {
    if (!chunk.isEmpty()) {
      days.within(day, () -> rows.add(day, scope, first.getAndAdd(chunk.size()), chunk));
      chunk.clear();
    }
  }

  private boolean report(Caller caller, DayLease day, Instant now) {
    List<ReportLine> unresolved = new ArrayList<>();
    lines.eachUnresolved(day, unresolved::add);
    boolean agrees = true;
    // What is not resolved has no scope yet: it stands in the day's first report.
    List<ReportLine> further = unresolved;
    for (Statement statement : statements.all(day)) {
      agrees &= statement.agrees();
      boolean nothing = statement.agrees() && statement.ours().bookings() == 0;
      if (nothing && further.isEmpty() && !statement.reported()) {
        continue;
      }
      List<String> former = statements.reports(day, statement.scope());
      List<String> reports = write(caller, day, statement, further, now);
      former.stream().filter(id -> !reports.contains(id)).forEach(id -> cancel(caller, day, id));
      days.within(day, () -> statements.reported(day, statement.scope(), reports));
      further = List.of();
    }
    differences.tell(caller, day);
    return agrees;
  }

  private List<String> write(
      Caller caller, DayLease day, Statement statement, List<ReportLine> unresolved, Instant now) {
    List<String> reports = new ArrayList<>();
    List<PaymentReconciliation> part = new ArrayList<>();
    Runnable next =
        () ->
            part.add(
                StatementReport.begun(day, statement, reports.size() + 1, unresolved.size(), now));
    next.run();
    java.util.function.Consumer<ReportLine> add =
        line -> {
          if (part.get(0).getDetail().size() == LINES) {
            reports.add(written(caller, day, part.remove(0)));
            next.run();
          }
          StatementReport.add(part.get(0), day.day(), line);
        };
    unresolved.forEach(add);
    lines.each(day, statement.scope(), add);
    reports.add(written(caller, day, part.get(0)));
    return reports;
  }

  /** A part that is not needed any more: what stood in it stands in the others now. */
  private void cancel(Caller caller, DayLease day, String id) {
    store
        .read(caller, "PaymentReconciliation", id)
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(PaymentReconciliation.class, found.json()))
        .ifPresent(
            report -> {
              report.setStatus(PaymentReconciliationStatus.CANCELLED);
              store.write(
                  caller,
                  List.of(new WriteOperation.Update(report, null, null, null)),
                  (same, changes) -> days.renew(day));
            });
  }

  private String written(Caller caller, DayLease day, PaymentReconciliation report) {
    String criteria =
        "identifier="
            + StatementReport.IDENTIFIER
            + "|"
            + report.getIdentifierFirstRep().getValue();
    return store
        .write(
            caller,
            List.of(new WriteOperation.Update(report, criteria, null, null)),
            (same, changes) -> days.renew(day))
        .get(0)
        .resource()
        .id();
  }
}
