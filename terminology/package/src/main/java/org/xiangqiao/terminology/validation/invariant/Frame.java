package org.xiangqiao.terminology.validation.invariant;

import java.util.List;
import org.xiangqiao.terminology.validation.json.Node;

/**
 * What a part of a rule can see (FHIRPath, environment variables).
 *
 * @param context the element that the rule is on
 * @param self {@code $this}
 * @param total {@code $total} of an aggregate
 */
record Frame(Node context, Surroundings around, List<Object> self, List<Object> total) {

  Frame at(Object item) {
    return new Frame(context, around, List.of(item), total);
  }

  Frame at(Object item, List<Object> sum) {
    return new Frame(context, around, List.of(item), sum);
  }
}
