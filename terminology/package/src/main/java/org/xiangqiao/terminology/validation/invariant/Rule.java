package org.xiangqiao.terminology.validation.invariant;

import org.xiangqiao.terminology.validation.json.Node;

/** A compiled rule (R4 elementdefinition-definitions.html#constraint.expression). */
public interface Rule {

  /**
   * Whether the element keeps it.
   *
   * @throws RuleException if it cannot be told; the resource then counts as breaking it
   */
  boolean holds(Node focus, Surroundings around);
}
