package org.xiangqiao.programmes.supervision;

import java.time.LocalDate;
import java.time.Period;
import java.util.stream.Stream;

/**
 * An item outside its limits (限定支付). A line that the hospital turned down for the fund is paid by
 * the patient: no limit is broken.
 */
final class Limited implements Check {

  private final Limit limit;

  Limited(Limit limit) {
    this.limit = limit;
  }

  /** Whether an item may not be paid for; what is not known breaks no limit. */
  @FunctionalInterface
  interface Limit {

    boolean broken(ItemFact fact, ClaimedLine line, Evidence evidence);
  }

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    return evidence.bill().lines().stream()
        .filter(line -> !rule.list("own-expense").contains(String.valueOf(line.approval())))
        .filter(
            line ->
                items
                    .of(line, evidence.bill().level())
                    .filter(fact -> limit.broken(fact, line, evidence))
                    .isPresent())
        .map(line -> Hit.of(line, "productOrService"));
  }

  static boolean bySex(ItemFact fact, ClaimedLine line, Evidence evidence) {
    Insured.Sex sex = evidence.person().sex();
    return fact.sex() != null && sex != null && fact.sex() != sex;
  }

  static boolean byAge(ItemFact fact, ClaimedLine line, Evidence evidence) {
    LocalDate birth = evidence.person().birth();
    if (birth == null || birth.isAfter(line.day())) {
      return false;
    }
    int years = Period.between(birth, line.day()).getYears();
    return fact.youngest() != null && years < fact.youngest()
        || fact.oldest() != null && years > fact.oldest();
  }

  static boolean byDiagnosis(ItemFact fact, ClaimedLine line, Evidence evidence) {
    return !fact.diagnoses().isEmpty()
        && !evidence.bill().diagnoses().isEmpty()
        && evidence.bill().diagnoses().stream()
            .noneMatch(code -> fact.diagnoses().stream().anyMatch(code::startsWith));
  }

  static boolean byLevel(ItemFact fact, ClaimedLine line, Evidence evidence) {
    return !fact.levels().isEmpty()
        && evidence.bill().level() != null
        && !fact.levels().contains(evidence.bill().level());
  }
}
