package org.xiangqiao.integration.insurance.list;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.bill.StoredLists;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.CaseFiles;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.run.DueWork;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.run.Telling;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.fhir.SettlementListMessages;
import org.xiangqiao.store.FhirStore;

/**
 * The queue of settlement lists (结算清单上传队列): a step of its own that begins when a stay is settled
 * and never holds up the counter. All that is known is in the database; any node goes on.
 */
public final class SettlementLists implements AutoCloseable {

  private static final int AT_ONCE = 2;

  private final ListDesk desk;
  private final Cases cases;
  private final StoredLists stored;
  private final ListTasks tasks;
  private final ListSending sending;
  private final DueWork<SettlementList> due;

  /**
   * @param repeatable whether the province of an institution takes a list again
   * @param poll how often is looked for what is due
   * @param reserved how long other nodes leave a list alone: longer than the platform's time-outs
   */
  public SettlementLists(
      FhirStore store,
      FhirContext fhir,
      Cases cases,
      CaseFiles files,
      Lines lines,
      StoredLists stored,
      ListRows rows,
      Telling telling,
      TransactionTable table,
      Predicate<String> repeatable,
      Duration poll,
      Duration reserved,
      Clock clock) {
    this.cases = cases;
    this.stored = stored;
    this.desk =
        new ListDesk(files, rows, stored, new SettlementListMessages(table), table, repeatable);
    this.tasks = new ListTasks(store, fhir, rows, clock);
    this.sending =
        new ListSending(cases, lines, stored, rows, telling::masked, repeatable, reserved);
    this.due =
        new DueWork<>("insurance-list", AT_ONCE, poll, () -> rows.take(reserved), this::work);
  }

  public ListDesk desk() {
    return desk;
  }

  public void start() {
    due.start();
  }

  private void work(SettlementList list) {
    if (list.state() == ListState.SENT) {
      // Whoever sent it is gone.
      sending.lost(list, list.messageId());
      return;
    }
    if (!list.told()) {
      tasks.tell(list, patient(list));
    }
    if (list.state() == ListState.QUEUED) {
      sending.send(list);
    }
  }

  /** Null if the Claim is gone. */
  private Reference patient(SettlementList list) {
    InsuranceCase settled = cases.get(list.caller().tenantId(), list.caseId());
    try {
      return stored.claim(settled).getPatient();
    } catch (DeskException gone) {
      return null;
    }
  }

  @Override
  public void close() {
    due.close();
  }
}
