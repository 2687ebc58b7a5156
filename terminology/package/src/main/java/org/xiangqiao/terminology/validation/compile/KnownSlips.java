package org.xiangqiao.terminology.validation.compile;

import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * What R4's own definitions say wrongly: {@code known-slips}, {@code known-contexts.properties}.
 */
final class KnownSlips {

  private static final ResourceBundle MENDED =
      ResourceBundle.getBundle(
          "org.xiangqiao.terminology.validation.known-slips",
          Locale.ROOT,
          ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private static final ResourceBundle PLACES =
      ResourceBundle.getBundle(
          "org.xiangqiao.terminology.validation.known-contexts",
          Locale.ROOT,
          ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

  private KnownSlips() {}

  /** Where else that extension of R4 is used; empty for most. */
  static Optional<String> place(String extension) {
    String name = extension.startsWith(BASE) ? extension.substring(BASE.length()) : "";
    return PLACES.containsKey(name) ? Optional.of(PLACES.getString(name)) : Optional.empty();
  }

  /** What to check for that rule of R4. */
  static String mended(String key, String expression) {
    return MENDED.containsKey(key) ? MENDED.getString(key) : expression;
  }
}
