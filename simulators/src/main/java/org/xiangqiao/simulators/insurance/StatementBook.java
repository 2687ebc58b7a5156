package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.xiangqiao.simulators.insurance.Settlement.State;
import org.xiangqiao.simulators.insurance.StatementDifference.Kind;

/** What statements show: the ledger, and the differences that were seeded. */
class StatementBook {

  private static final int MOST = 10_000;

  private final Books books;
  private final List<StatementDifference> differences = new ArrayList<>();

  StatementBook(Books books) {
    this.books = books;
  }

  void seed(StatementDifference difference) {
    if (differences.size() >= MOST) {
      throw new IllegalStateException("at most " + MOST + " differences");
    }
    differences.add(difference);
  }

  /** Of each kind so many, at settlements of the day that chance picks. */
  List<StatementDifference> seed(
      String institution, LocalDate day, int ofEachKind, long chanceSeed) {
    Random chance = new Random(chanceSeed);
    List<Settlement> free = new ArrayList<>();
    for (Settlement one : books.ledger.all()) {
      if (one.institution().equals(institution)
          && one.state() == State.STANDING
          && one.time().toLocalDate().equals(day)) {
        free.add(one);
      }
    }
    if (ofEachKind > MOST - differences.size()
        || ofEachKind + Math.min(2L * ofEachKind, free.size()) > MOST - differences.size()) {
      throw new IllegalStateException("at most " + MOST + " differences");
    }
    List<StatementDifference> seeded = new ArrayList<>();
    for (int i = 0; i < ofEachKind; i++) {
      String id = books.next();
      seeded.add(
          new StatementDifference(
              Kind.PLATFORM_HAS_MORE,
              id,
              institution + id.substring(id.length() - 18),
              institution,
              day,
              BigDecimal.valueOf(100 + chance.nextInt(100_000), 2)));
      for (Kind kind : List.of(Kind.INSTITUTION_HAS_MORE, Kind.DIFFERS)) {
        if (!free.isEmpty()) {
          Settlement hit = free.remove(chance.nextInt(free.size()));
          BigDecimal off = BigDecimal.valueOf(1 + chance.nextInt(1000), 2);
          seeded.add(new StatementDifference(kind, hit.id(), hit.msgid(), institution, day, off));
        }
      }
    }
    seeded.forEach(this::seed);
    return seeded;
  }

  void clear() {
    differences.clear();
  }

  List<StatementLine> lines(String institution, LocalDate from, LocalDate to) {
    List<StatementLine> lines = new ArrayList<>();
    for (Settlement one : books.ledger.all()) {
      if (one.institution().equals(institution) && one.state() != State.REVERSED) {
        add(lines, one, one.msgid(), one.time(), "0", from, to);
        if (one.state() == State.CANCELLED) {
          add(lines, one, one.cancelMsgid(), one.cancelTime(), "1", from, to);
        }
      }
    }
    for (StatementDifference one : differences) {
      if (one.kind() == Kind.PLATFORM_HAS_MORE
          && one.institution().equals(institution)
          && in(one.day(), from, to)) {
        lines.add(invented(one));
      }
    }
    return lines;
  }

  private void add(
      List<StatementLine> lines,
      Settlement one,
      String msgid,
      LocalDateTime time,
      String refund,
      LocalDate from,
      LocalDate to) {
    LocalDate day = time.toLocalDate();
    if (!in(day, from, to)) {
      return;
    }
    BigDecimal sign = BigDecimal.valueOf(refund.equals("1") ? -1 : 1);
    StatementLine line =
        new StatementLine(
            one.id(),
            one.visit(),
            one.person(),
            msgid,
            one.institution(),
            one.insuranceType(),
            one.clearing(),
            day,
            one.amounts().total().multiply(sign),
            one.amounts().funded().multiply(sign),
            one.amounts().account().multiply(sign),
            one.amounts().cash().multiply(sign),
            refund);
    for (StatementDifference difference : differences) {
      if (refund.equals("0") && difference.settlement().equals(one.id())) {
        if (difference.kind() == Kind.INSTITUTION_HAS_MORE) {
          return;
        }
        line = line.withFund(line.fund().add(difference.amount()));
      }
    }
    lines.add(line);
  }

  private StatementLine invented(StatementDifference one) {
    BigDecimal nothing = new BigDecimal("0.00");
    String person = books.persons.keySet().stream().findFirst().orElse("0");
    return new StatementLine(
        one.settlement(),
        one.settlement(),
        person,
        one.msgid(),
        one.institution(),
        "390",
        "11",
        one.day(),
        one.amount(),
        one.amount(),
        nothing,
        nothing,
        "0");
  }

  private static boolean in(LocalDate day, LocalDate from, LocalDate to) {
    return !day.isBefore(from) && !day.isAfter(to);
  }
}
