package org.xiangqiao.integration.insurance.audit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What is told of audits, in Chinese and English. */
final class AuditTexts {

  /** System of what became of an audit. */
  static final String STATES = "https://fhir.xiangqiao.org/CodeSystem/insurance-audit-state";

  /** Code of the doubt that there was no answer. */
  static final String UNANSWERED = "unanswered";

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.audit.texts";

  private AuditTexts() {}

  static String text(Locale locale, String key, Object... arguments) {
    String text =
        ResourceBundle.getBundle(
                BUNDLE,
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                    ResourceBundle.Control.FORMAT_PROPERTIES))
            .getString(key);
    return MessageFormat.format(text, arguments);
  }
}
