package org.xiangqiao.terminology.service.validate;

import org.xiangqiao.terminology.service.call.Switches;

/**
 * How strictly codes are checked.
 *
 * @param abstractAllowed unless the caller says no
 * @param membershipOnly nothing but whether it is in the value set
 */
record ValidateSwitches(
    boolean abstractAllowed,
    boolean activeOnly,
    boolean inferSystem,
    boolean lenientDisplay,
    boolean membershipOnly) {

  static ValidateSwitches of(Switches sent) {
    return new ValidateSwitches(
        !Boolean.FALSE.equals(sent.flag("abstract")),
        sent.on("activeOnly"),
        sent.on("inferSystem"),
        sent.on("lenient-display-validation"),
        sent.on("valueset-membership-only"));
  }
}
