package org.xiangqiao.integration.mllp;

import java.util.Locale;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.store.StoreProblem;

/**
 * A refusal by the store in the forms that acknowledgement and ledger take: rule {@code store},
 * whose texts are those of the store.
 */
final class StoreRefusal {

  private static final String RULE = "store";
  private static final int KEY = 4;

  private StoreRefusal() {}

  static MappingProblem of(StoreProblem problem) {
    return MappingProblem.of(
        problem.location(),
        RULE,
        problem.text(Locale.ENGLISH),
        problem.text(Locale.CHINESE),
        problem.remedy(Locale.ENGLISH),
        problem.remedy(Locale.CHINESE),
        problem.key());
  }

  /** Any problem; of the store's its own key is kept. */
  static Problem forLedger(MappingProblem problem) {
    boolean ofStore = RULE.equals(problem.rule());
    return new Problem(
        problem.place(),
        ofStore ? RULE + "." + problem.arguments().get(KEY) : problem.rule(),
        problem.text(Locale.CHINESE),
        problem.text(Locale.ENGLISH),
        problem.remedy(Locale.CHINESE),
        problem.remedy(Locale.ENGLISH));
  }
}
