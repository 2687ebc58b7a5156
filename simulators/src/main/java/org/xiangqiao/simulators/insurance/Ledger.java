package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.simulators.insurance.LedgerEntry.Kind;
import org.xiangqiao.simulators.insurance.Settlement.State;

/** Every booking in order, and the settlements by their ids; under the books' lock. */
class Ledger {

  private final int limit;
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<String, Settlement> byId = new LinkedHashMap<>();
  private final Map<String, String> byMessage = new LinkedHashMap<>();
  private final Map<String, List<String>> byPerson = new LinkedHashMap<>();

  Ledger(int limit) {
    this.limit = limit;
  }

  void settle(Settlement settlement) {
    full();
    byId.put(settlement.id(), settlement);
    byMessage.put(settlement.msgid(), settlement.id());
    byPerson.computeIfAbsent(settlement.person(), person -> new ArrayList<>()).add(settlement.id());
    enter(Kind.SETTLE, settlement, settlement.msgid(), settlement.time());
  }

  Settlement cancel(Settlement settlement, String msgid, LocalDateTime at) {
    full();
    Settlement cancelled = settlement.cancelled(msgid, at);
    byId.put(settlement.id(), cancelled);
    byMessage.put(msgid, settlement.id());
    enter(Kind.CANCEL, settlement, msgid, at);
    return cancelled;
  }

  /** 2601: takes back what the message booked, once. */
  void reverse(Settlement settlement, String original, String msgid, LocalDateTime at) {
    if (settlement.msgid().equals(original) && settlement.state() == State.STANDING) {
      full();
      byId.put(settlement.id(), settlement.reversed());
      enter(Kind.REVERSE_SETTLE, settlement, msgid, at);
    } else if (original.equals(settlement.cancelMsgid()) && settlement.state() == State.CANCELLED) {
      full();
      byId.put(settlement.id(), settlement.standing());
      enter(Kind.REVERSE_CANCEL, settlement, msgid, at);
    } else if (settlement.msgid().equals(original) && settlement.state() == State.CANCELLED) {
      throw new Refusal("原结算已撤销，不能冲正");
    }
  }

  Optional<Settlement> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The settlement that a message booked or cancelled. */
  Optional<Settlement> ofMessage(String msgid) {
    return Optional.ofNullable(byMessage.get(msgid)).map(byId::get);
  }

  List<Settlement> ofPerson(String person) {
    return byPerson.getOrDefault(person, List.of()).stream().map(byId::get).toList();
  }

  List<Settlement> all() {
    return List.copyOf(byId.values());
  }

  List<LedgerEntry> entries() {
    return List.copyOf(entries);
  }

  private void enter(Kind kind, Settlement settlement, String msgid, LocalDateTime at) {
    BigDecimal sign = BigDecimal.valueOf(kind.sign);
    entries.add(
        new LedgerEntry(
            entries.size() + 1L,
            kind,
            settlement.id(),
            msgid,
            settlement.institution(),
            at,
            settlement.amounts().total().multiply(sign),
            settlement.amounts().funded().multiply(sign),
            settlement.amounts().account().multiply(sign),
            settlement.amounts().cash().multiply(sign)));
  }

  private void full() {
    if (entries.size() >= limit) {
      throw new Refusal("模拟平台账册已满");
    }
  }
}
