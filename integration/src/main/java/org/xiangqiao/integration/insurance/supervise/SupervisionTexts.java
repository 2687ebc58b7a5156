package org.xiangqiao.integration.insurance.supervise;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.xiangqiao.programmes.supervision.Finding;

/** What is told of hits, in Chinese and English. */
final class SupervisionTexts {

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.supervise.texts";

  private SupervisionTexts() {}

  /** What is wrong, its legal base, and what to do. */
  static String detail(Finding finding) {
    return MessageFormat.format(
            text(Locale.CHINESE, "detail"),
            finding.says().zh(),
            finding.rule().basis().zh(),
            finding.rule().remedy().zh())
        + "\n"
        + MessageFormat.format(
            text(Locale.ROOT, "detail"),
            finding.says().en(),
            finding.rule().basis().en(),
            finding.rule().remedy().en());
  }

  static String text(Locale locale, String key) {
    return ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }
}
