package org.xiangqiao.terminology.service.call;

import org.xiangqiao.terminology.service.issue.TxException;

/**
 * What a caller says about the version of a code system or value set: {@code system-version},
 * {@code check-system-version}, {@code force-system-version} and the same for value sets.
 *
 * @param parameter as which it came
 */
public record VersionRule(String parameter, Mode mode, String url, String version) {

  /** What it does. */
  public enum Mode {
    /** Taken where none is named. */
    DEFAULT,
    /** Anything else is an error. */
    CHECK,
    /** Taken whatever is named. */
    FORCE
  }

  static VersionRule of(String parameter, String canonical) {
    int bar = canonical.indexOf('|');
    if (bar <= 0 || bar == canonical.length() - 1) {
      throw TxException.invalid(parameter, "VERSION_RULE", null, canonical);
    }
    Mode mode =
        parameter.startsWith("check")
            ? Mode.CHECK
            : parameter.startsWith("force") ? Mode.FORCE : Mode.DEFAULT;
    return new VersionRule(
        parameter, mode, canonical.substring(0, bar), canonical.substring(bar + 1));
  }

  String canonical() {
    return url + "|" + version;
  }
}
