package org.xiangqiao.terminology.service.expand;

import java.util.List;
import org.xiangqiao.terminology.service.call.Switches;

/**
 * What an expansion is to hold; {@code null} for what the caller left open.
 *
 * @param filter what a person typed; null for all
 * @param offset negative for none
 * @param excludedSystems code systems to leave out, with or without version
 * @param count negative for all
 */
record ExpandSwitches(
    String filter,
    int offset,
    int count,
    Boolean excludeNested,
    Boolean activeOnly,
    Boolean includeDesignations,
    Boolean includeDefinition,
    Boolean excludeNotForUi,
    Boolean excludePostCoordinated,
    List<String> excludedSystems) {

  static ExpandSwitches of(Switches sent) {
    String filter = sent.text("filter");
    return new ExpandSwitches(
        filter == null || filter.isBlank() ? null : filter,
        sent.number("offset"),
        sent.number("count"),
        sent.flag("excludeNested"),
        sent.flag("activeOnly"),
        sent.flag("includeDesignations"),
        sent.flag("includeDefinition"),
        sent.flag("excludeNotForUI"),
        sent.flag("excludePostCoordinated"),
        sent.texts("exclude-system"));
  }

  boolean nested() {
    return !Boolean.TRUE.equals(excludeNested) && offset <= 0;
  }

  boolean active() {
    return Boolean.TRUE.equals(activeOnly);
  }

  boolean designations() {
    return Boolean.TRUE.equals(includeDesignations);
  }

  boolean definition() {
    return Boolean.TRUE.equals(includeDefinition);
  }

  boolean forUi() {
    return Boolean.TRUE.equals(excludeNotForUi);
  }

  boolean paged() {
    return count >= 0 || offset >= 0;
  }
}
