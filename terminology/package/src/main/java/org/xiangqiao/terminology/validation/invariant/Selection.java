package org.xiangqiao.terminology.validation.invariant;

import org.xiangqiao.terminology.validation.json.Node;

/**
 * Elements of a resource that a compiled expression means (R4 defining-extensions.html#context).
 */
public interface Selection {

  /**
   * Whether the element is among those that the expression finds in its resource.
   *
   * @throws RuleException if it cannot be told
   */
  boolean has(Node element, Surroundings around);
}
