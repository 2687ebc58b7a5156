package org.xiangqiao.integration.insurance.reconcile;

import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;

/**
 * A Task for a person for each difference (对账差异), once, however often the day is reconciled.
 * Nothing but {@link Reversals} is sent by itself: what the platform shows and we do not may be
 * somebody's money.
 */
class Differences {

  static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/insurance-difference";
  private static final int MOST = 500;
  private static final Set<String> KNOWN =
      Set.of(
          "platform-only",
          "other-day",
          "institution-only",
          "differs",
          "ours-not-booked",
          "ours-reversed",
          "ours-refused",
          "ours-unknown",
          "ours-sent",
          "ours-needs-person",
          "ours-booked");

  private static final String READ =
      """
      select r.settlement, r.message_id, r.refund, r.finding, c.resource_id
      from insurance_statement_row r
        left join insurance_step s on s.tenant_id = r.tenant_id and s.message_id = r.message_id
        left join insurance_case c on c.tenant_id = s.tenant_id and c.case_id = s.case_id
      where r.tenant_id = ? and r.institution = ? and r.day = ? and r.finding <> 'agreed'
      order by r.clearing_type, r.office, r.number limit ?
      """;

  private record Difference(
      String settlement, String messageId, boolean refund, String finding, String claimId) {

    private String number() {
      return settlement.isEmpty() ? String.valueOf(messageId) : settlement;
    }
  }

  private final JdbcTemplate jdbc;
  private final DifferenceTasks tasks;
  private final Reversals reversals;
  private final Clock clock;

  Differences(JdbcTemplate jdbc, DifferenceTasks tasks, Reversals reversals, Clock clock) {
    this.jdbc = jdbc;
    this.tasks = tasks;
    this.reversals = reversals;
    this.clock = clock;
  }

  void tell(Caller caller, DayLease day) {
    Set<String> reversed = reversals.begin(day);
    List<Difference> differences =
        jdbc.query(
            READ,
            (row, number) ->
                new Difference(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getString(4),
                    row.getString(5)),
            day.tenantId(),
            day.institution(),
            day.day(),
            MOST + 1);
    Map<String, Task> found = new LinkedHashMap<>();
    if (differences.size() > MOST) {
      ofDay(day, "too-many", found);
    } else {
      // A platform that names a booking twice is told of once.
      differences.stream()
          .filter(one -> !reversed.contains(one.messageId()))
          .forEach(one -> found.computeIfAbsent(value(day, one), value -> task(day, one)));
    }
    Boolean outside =
        jdbc.queryForObject(
            "select exists (select from insurance_booking where tenant_id = ? and institution = ?"
                + " and day = ? and (insurance_type = '' or clearing_type = '' or office = ''))",
            Boolean.class,
            day.tenantId(),
            day.institution(),
            day.day());
    if (Boolean.TRUE.equals(outside)) {
      ofDay(day, "no-scope", found);
    }
    tasks.tell(caller, day, found);
    if (differences.size() <= MOST) {
      tasks.moot(caller, day, found.keySet());
    }
  }

  /** One Task for the whole day. */
  void ofDay(Caller caller, DayLease day, String code) {
    Map<String, Task> found = new LinkedHashMap<>();
    ofDay(day, code, found);
    tasks.tell(caller, day, found);
  }

  private void ofDay(DayLease day, String code, Map<String, Task> found) {
    found.put(day.institution() + "-" + day.day() + "-" + code, begun(code, code));
  }

  private Task task(DayLease day, Difference one) {
    String finding = KNOWN.contains(one.finding()) ? one.finding() : "platform-only";
    Task task = begun(finding, finding.equals("differs") ? "differs-line" : finding);
    if (one.claimId() != null) {
      task.setFocus(new Reference("Claim/" + one.claimId()));
    }
    task.setDescription(task.getDescription() + " " + day.day() + " " + one.number());
    return task;
  }

  private static String value(DayLease day, Difference one) {
    return String.join(
        "-",
        day.institution(),
        one.number(),
        one.refund() ? "refund" : "settlement",
        one.finding());
  }

  private Task begun(String code, String text) {
    Task task = new Task();
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setPriority(Task.TaskPriority.URGENT);
    task.setCode(new CodeableConcept(new Coding().setSystem(CODES).setCode(code)));
    task.setDescription(ReconcileTexts.both(text));
    task.setAuthoredOn(Date.from(clock.instant()));
    return task;
  }
}
