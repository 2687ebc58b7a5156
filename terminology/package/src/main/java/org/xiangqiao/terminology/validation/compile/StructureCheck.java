package org.xiangqiao.terminology.validation.compile;

import java.util.List;
import java.util.Map;

/**
 * A profile or type, compiled.
 *
 * @param contexts where an extension may be used
 * @param problems why it cannot be used, as message keys with arguments; empty if it can
 */
public record StructureCheck(
    String url,
    String version,
    String type,
    boolean extension,
    ElementCheck root,
    Map<String, ElementCheck> byId,
    List<Context> contexts,
    List<Problem> problems) {

  /** Where an extension may be used (R4 defining-extensions.html#context). */
  public record Context(String type, String expression) {}

  /** Why a definition cannot be used. */
  public record Problem(String key, List<String> args) {}
}
