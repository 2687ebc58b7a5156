package org.xiangqiao.integration.insurance.list;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.bill.StoredLists;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.CaseFiles;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.run.DossierException;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.insurance.Direction;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.Requirement;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.SettlementListForm;
import org.xiangqiao.mappings.insurance.fhir.SettlementListMessages;
import org.xiangqiao.store.Caller;

/**
 * Takes in what people know of a settlement list (结算清单): the cashier the invoice, the coder the
 * rest. When both are there it is queued; the counter never waits for it.
 */
public final class ListDesk {

  private final CaseFiles files;
  private final ListRows rows;
  private final StoredLists stored;
  private final SettlementListMessages messages;
  private final Predicate<String> repeatable;
  private final Set<String> wanted;

  ListDesk(
      CaseFiles files,
      ListRows rows,
      StoredLists stored,
      SettlementListMessages messages,
      TransactionTable table,
      Predicate<String> repeatable) {
    this.files = files;
    this.rows = rows;
    this.stored = stored;
    this.messages = messages;
    this.repeatable = repeatable;
    this.wanted = wanted(table);
  }

  /** What a person found at the platform after an answer was lost. */
  public enum AfterLoss {
    /** It is not there: send it again. */
    AGAIN,
    /** It is there. */
    ARRIVED;

    /** By its name in FHIR. */
    public static Optional<AfterLoss> find(String code) {
      return Arrays.stream(values())
          .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(code))
          .findFirst();
    }
  }

  /**
   * Where a list is.
   *
   * @param taskId null until its Task is made
   * @param words of the platform, if it refused; else empty
   * @param lacking fields of {@code setlinfo} that the older settlement list (4101) wants and
   *     nobody filled in: a hint, as of 4101A that is not known
   */
  public record Release(ListState state, String taskId, String words, List<String> lacking) {}

  /**
   * @param given may be empty: then nothing changes
   * @param found null unless a person has looked after a loss
   * @throws DeskException if the claim has no list, or the list cannot be changed now, or lacks
   *     what the platform wants
   */
  public Release release(Caller caller, String claimId, SettlementListForm given, AfterLoss found) {
    require(given);
    InsuranceCase settled = files.ofClaim(caller, claimId);
    SettlementList list = find(settled);
    if (given.fields().isEmpty() && given.rows().isEmpty() && found == null) {
      return told(settled, list);
    }
    changeable(list, found);
    SettlementListForm form = FormJson.merged(list.form(), given);
    ListState next = found == AfterLoss.ARRIVED ? ListState.BOOKED : next(settled, form);
    if (next == ListState.QUEUED) {
      check(settled, form);
    }
    if (!rows.fill(list, caller, form, next)) {
      throw new DeskException(Reason.UNDER_WAY, "Claim");
    }
    return told(settled, find(settled));
  }

  private SettlementList find(InsuranceCase settled) {
    return rows.find(settled.caller().tenantId(), settled.id())
        .orElseThrow(() -> new DeskException(Reason.NO_LIST, "Claim"));
  }

  private void changeable(SettlementList list, AfterLoss found) {
    if (list.state() == ListState.ENDED) {
      throw new DeskException(Reason.NO_LIST, "Claim");
    }
    boolean loss = list.state() == ListState.UNKNOWN;
    boolean replaced = list.state() == ListState.BOOKED && !repeatable.test(list.institution());
    if (list.state() == ListState.SENT || replaced || loss != (found != null)) {
      throw new DeskException(Reason.LIST_SENT, "Claim");
    }
  }

  private ListState next(InsuranceCase settled, SettlementListForm form) {
    Claim claim = stored.claim(settled);
    boolean invoice =
        filled(form, SettlementListForm.INVOICE_CODE)
            && (filled(form, SettlementListForm.INVOICE_NUMBER)
                || SettlementListMessages.invoice(claim) != null);
    if (!invoice) {
      return ListState.WAITING_INVOICE;
    }
    return filled(form, SettlementListForm.CODER) ? ListState.QUEUED : ListState.WAITING_CODER;
  }

  private static boolean filled(SettlementListForm form, String key) {
    return !form.fields().getOrDefault(key, "").isBlank();
  }

  /** Fields that nobody sends are refused and not passed over. */
  private void require(SettlementListForm given) {
    List<String> unknown = new ArrayList<>();
    given.fields().keySet().stream()
        .filter(key -> !messages.knows(null, key))
        .forEach(unknown::add);
    given
        .rows()
        .forEach(
            (node, filled) ->
                filled.stream()
                    .flatMap(row -> row.keySet().stream())
                    .filter(key -> !messages.knows(node, key))
                    .forEach(key -> unknown.add(node + "." + key)));
    if (!unknown.isEmpty()) {
      throw new DeskException(
          Reason.INCOMPLETE,
          "Parameters.parameter.where(name='field')",
          String.join(", ", unknown));
    }
  }

  private void check(InsuranceCase settled, SettlementListForm form) {
    try {
      stored.upload(settled, form);
    } catch (DossierException lacking) {
      Problem first = lacking.problems().get(0);
      throw new DeskException(
          Reason.INCOMPLETE, first.place(), first.place() + ": " + first.zh() + " " + first.en());
    }
  }

  private Release told(InsuranceCase settled, SettlementList list) {
    return new Release(list.state(), list.taskId(), list.words(), lacking(settled, list));
  }

  private List<String> lacking(InsuranceCase settled, SettlementList list) {
    if (list.state() == ListState.BOOKED || list.state() == ListState.ENDED) {
      return List.of();
    }
    Row head = stored.input(settled, list.form()).row("setlinfo");
    return wanted.stream().filter(key -> !head.has(key)).sorted().toList();
  }

  private static Set<String> wanted(TransactionTable table) {
    return table
        .transaction("4101")
        .node(Direction.IN, "setlinfo")
        .map(Node::fields)
        .orElse(List.of())
        .stream()
        .filter(field -> field.required() == Requirement.YES)
        .map(Field::key)
        .filter(key -> new SettlementListMessages(table).knows(null, key))
        .collect(Collectors.toSet());
  }
}
