package org.xiangqiao.simulators.insurance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** 2601: takes back what a lost message has done (冲正); as often as it is asked to, once. */
class Reversals {

  private static final Set<String> MONEY = Set.of("2207", "2207A", "2208", "2304", "2304A", "2305");

  private final Books books;
  private final Visits visits;

  Reversals(Books books, Visits visits) {
    this.books = books;
    this.visits = visits;
  }

  Map<String, List<Map<String, Object>>> reverse(Call call) {
    String person = books.person(call.need("data", "psn_no"), call).number();
    String original = call.need("data", "omsgid");
    String infno = call.need("data", "oinfno");
    if (infno.equals("2401")) {
      admission(call, original, person);
    } else if (MONEY.contains(infno)) {
      Optional<Settlement> found =
          books
              .ledger
              .ofMessage(original)
              .filter(one -> one.institution().equals(call.institution()))
              .filter(one -> one.person().equals(person));
      if (found.isPresent()) {
        books.ledger.reverse(found.get(), original, call.msgid(), books.now());
      } else {
        unknown();
      }
    } else {
      throw new Refusal("该交易不支持冲正: " + infno);
    }
    return Step.done();
  }

  private void admission(Call call, String original, String person) {
    Optional<Visit> found =
        books.visits.values().stream()
            .filter(one -> one.inpatient && one.msgid.equals(original))
            .filter(one -> one.institution.equals(call.institution()))
            .filter(one -> one.person.equals(person))
            .findFirst();
    found.ifPresentOrElse(visits::reverseAdmission, this::unknown);
  }

  private void unknown() {
    if (books.settings.refusesUnknownReversal()) {
      throw new Refusal("原交易不存在");
    }
  }
}
