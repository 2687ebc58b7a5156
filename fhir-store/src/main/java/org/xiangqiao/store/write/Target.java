package org.xiangqiao.store.write;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A resource that is meant: {@code Patient/123}. */
record Target(String type, String id) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
  private static final Pattern LITERAL =
      Pattern.compile(
          "([A-Z][A-Za-z]+)/([A-Za-z0-9\\-.]{1,64})(/_history/[A-Za-z0-9\\-.]{1,64})?(#.*)?");

  /** Null when the text is no relative literal reference. */
  static Target parse(String reference) {
    Matcher matcher = LITERAL.matcher(reference);
    return matcher.matches() ? new Target(matcher.group(1), matcher.group(2)) : null;
  }

  static boolean validId(String id) {
    return id != null && ID.matcher(id).matches();
  }

  @Override
  public String toString() {
    return type + "/" + id;
  }
}
