package org.xiangqiao.server.fhirpackage.installed;

import java.util.Arrays;
import java.util.List;

/**
 * Why a package is refused.
 *
 * @param rule key of its texts
 * @param element of the definition at fault, or empty
 * @param arguments of the texts, the artefact first
 */
public record PackageFinding(String rule, String element, List<String> arguments) {

  static PackageFinding of(String rule, Object... arguments) {
    return at("", rule, arguments);
  }

  static PackageFinding at(String element, String rule, Object... arguments) {
    return new PackageFinding(
        rule, element, Arrays.stream(arguments).map(PackageFinding::text).toList());
  }

  PackageProblem problem() {
    return new PackageProblem(List.of(this));
  }

  /** Of a foreign file: short, and on one line. */
  private static String text(Object argument) {
    String text = String.valueOf(argument).replaceAll("\\p{Cntrl}+", " ");
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
