package org.xiangqiao.integration.mllp;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.xiangqiao.integration.ledger.Problem;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.store.StoreProblem;

/**
 * Problems that the gateway itself finds, and the forms problems take in ledger and
 * acknowledgement. Texts: {@code problems.properties} and {@code problems_zh.properties} beside
 * this class.
 */
final class GatewayProblem {

  /** Rule of a {@link MappingProblem} whose texts come from outside the mappings. */
  private static final String RELAYED = "relayed";

  private GatewayProblem() {}

  static MappingProblem of(String place, String rule, Object... arguments) {
    return relayed(
        place,
        text(Locale.ENGLISH, rule, arguments),
        text(Locale.CHINESE, rule, arguments),
        text(Locale.ENGLISH, rule + ".remedy", arguments),
        text(Locale.CHINESE, rule + ".remedy", arguments),
        rule);
  }

  static MappingProblem of(StoreProblem problem) {
    return relayed(
        problem.location(),
        problem.text(Locale.ENGLISH),
        problem.text(Locale.CHINESE),
        problem.remedy(Locale.ENGLISH),
        problem.remedy(Locale.CHINESE),
        problem.key());
  }

  static Problem forLedger(MappingProblem problem) {
    String rule =
        RELAYED.equals(problem.rule())
            ? String.valueOf(problem.arguments().get(4))
            : problem.rule();
    return new Problem(
        problem.place(),
        rule,
        problem.text(Locale.CHINESE),
        problem.text(Locale.ENGLISH),
        problem.remedy(Locale.CHINESE),
        problem.remedy(Locale.ENGLISH));
  }

  private static MappingProblem relayed(
      String place, String en, String zh, String remedyEn, String remedyZh, String rule) {
    return MappingProblem.of(place, RELAYED, en, zh, remedyEn, remedyZh, rule);
  }

  private static String text(Locale locale, String key, Object... arguments) {
    Locale known = locale.equals(Locale.CHINESE) ? Locale.CHINESE : Locale.ROOT;
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "org.xiangqiao.integration.mllp.problems",
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return new MessageFormat(texts.getString(key), known).format(arguments);
  }
}
