package org.xiangqiao.integration.insurance.reconcile;

import java.time.Clock;
import java.util.ArrayList;
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
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * A Task for a person for each difference (对账差异), once, however often the day is reconciled.
 * Nothing is sent or changed by itself: what the platform shows and we do not may be somebody's
 * money.
 */
class Differences {

  static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/insurance-difference";
  private static final String IDENTIFIER = "https://fhir.xiangqiao.org/sid/insurance-difference";
  private static final int MOST = 500;
  private static final int AT_ONCE = 100;
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
  private final FhirStore store;
  private final Clock clock;

  Differences(JdbcTemplate jdbc, FhirStore store, Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.clock = clock;
  }

  void tell(Caller caller, DayLease day) {
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
    if (differences.size() > MOST) {
      ofDay(caller, day, "too-many");
    } else {
      // A platform that names a booking twice is told of once.
      Map<String, Difference> once = new LinkedHashMap<>();
      differences.forEach(one -> once.putIfAbsent(value(day, one), one));
      List<Difference> all = List.copyOf(once.values());
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<WriteOperation> tasks = new ArrayList<>();
        all.subList(from, Math.min(from + AT_ONCE, all.size()))
            .forEach(one -> tasks.add(task(day, one)));
        store.write(caller, tasks);
      }
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
      ofDay(caller, day, "no-scope");
    }
  }

  /** One Task for the whole day. */
  void ofDay(Caller caller, DayLease day, String code) {
    store.write(
        caller,
        List.of(created(begun(code, code), day.institution() + "-" + day.day() + "-" + code)));
  }

  private WriteOperation task(DayLease day, Difference one) {
    String finding = KNOWN.contains(one.finding()) ? one.finding() : "platform-only";
    Task task = begun(finding, finding.equals("differs") ? "differs-line" : finding);
    if (one.claimId() != null) {
      task.setFocus(new Reference("Claim/" + one.claimId()));
    }
    task.setDescription(task.getDescription() + " " + day.day() + " " + one.number());
    return created(task, value(day, one));
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

  private static WriteOperation created(Task task, String value) {
    task.addIdentifier().setSystem(IDENTIFIER).setValue(value);
    return new WriteOperation.Create(task, "identifier=" + IDENTIFIER + "|" + value, null);
  }
}
