package org.xiangqiao.terminology.validation.compile;

import java.util.List;
import java.util.Map;
import org.xiangqiao.terminology.validation.invariant.Selection;

/**
 * A profile or type, compiled.
 *
 * @param contexts where an extension may be used
 * @param contextRules what must hold where it is used, with the extension as {@code %extension}
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
    List<InvariantCheck> contextRules,
    List<Problem> problems) {

  /**
   * Where an extension may be used (R4 defining-extensions.html#context).
   *
   * @param elements which elements a FHIRPath context means; null for other contexts, and if it
   *     could not be compiled
   */
  public record Context(String type, String expression, Selection elements) {}

  /** Why a definition cannot be used. */
  public record Problem(String key, List<String> args) {}
}
