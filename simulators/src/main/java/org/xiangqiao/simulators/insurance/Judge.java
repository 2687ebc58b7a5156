package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.simulators.insurance.Settlement.State;

/** What the platform's ledger says about a client, at one moment. */
public final class Judge {

  private final List<Settlement> settlements;
  private final List<LedgerEntry> entries;

  Judge(List<Settlement> settlements, List<LedgerEntry> entries) {
    this.settlements = settlements;
    this.entries = entries;
  }

  /** What stands now. */
  public List<Settlement> standing() {
    return settlements.stream().filter(one -> one.state() == State.STANDING).toList();
  }

  /**
   * Standing settlements of one bill: the same number of a visit at the same institution, and a
   * line in both or the same batch (a stay has but one).
   */
  public List<List<Settlement>> doubles() {
    Map<String, List<Settlement>> same = new LinkedHashMap<>();
    for (Settlement one : standing()) {
      String visit = one.institution() + "|" + one.localNumber();
      same.computeIfAbsent(visit + "|batch|" + one.batch(), key -> new ArrayList<>()).add(one);
      for (String line : one.lines()) {
        same.computeIfAbsent(visit + "|line|" + line, key -> new ArrayList<>()).add(one);
      }
    }
    return same.values().stream().filter(group -> group.size() > 1).distinct().toList();
  }

  /** Standing settlements under message ids that the client's books do not hold. */
  public List<Settlement> lost(Collection<String> bookedMessages) {
    Set<String> known = Set.copyOf(bookedMessages);
    return standing().stream().filter(one -> !known.contains(one.msgid())).toList();
  }

  /** Message ids that the client has booked and that do not stand here. */
  public List<String> missing(Collection<String> bookedMessages) {
    Set<String> here = standing().stream().map(Settlement::msgid).collect(Collectors.toSet());
    return bookedMessages.stream().filter(one -> !here.contains(one)).distinct().toList();
  }

  /** Message ids whose fund payment differs between the client's books and these. */
  public List<String> differing(Map<String, BigDecimal> fundByMessage) {
    return standing().stream()
        .filter(one -> fundByMessage.containsKey(one.msgid()))
        .filter(one -> fundByMessage.get(one.msgid()).compareTo(one.amounts().funded()) != 0)
        .map(Settlement::msgid)
        .toList();
  }

  /** Bookings of an institution from one day to another, both included. */
  public Totals totals(String institution, LocalDate from, LocalDate to) {
    Totals sum = Totals.none();
    for (LedgerEntry entry : entries) {
      LocalDate day = entry.time().toLocalDate();
      if (entry.institution().equals(institution) && !day.isBefore(from) && !day.isAfter(to)) {
        sum = sum.plus(entry.total(), entry.fund(), entry.account(), entry.cash());
      }
    }
    return sum;
  }

  /** Whether the bookings sum up to what stands, to the cent. */
  public boolean balances() {
    Totals booked = Totals.none();
    for (LedgerEntry entry : entries) {
      booked = booked.plus(entry.total(), entry.fund(), entry.account(), entry.cash());
    }
    Totals stands = Totals.none();
    for (Settlement one : standing()) {
      stands =
          stands.plus(
              one.amounts().total(),
              one.amounts().funded(),
              one.amounts().account(),
              one.amounts().cash());
    }
    return booked.total().compareTo(stands.total()) == 0
        && booked.fund().compareTo(stands.fund()) == 0
        && booked.account().compareTo(stands.account()) == 0
        && booked.cash().compareTo(stands.cash()) == 0
        && booked.total().compareTo(booked.fund().add(booked.account()).add(booked.cash())) == 0;
  }
}
