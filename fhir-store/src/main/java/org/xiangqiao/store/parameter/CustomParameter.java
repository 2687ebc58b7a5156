package org.xiangqiao.store.parameter;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.store.index.IndexedParameter;

/**
 * A search parameter of a user's own, ready to be used.
 *
 * @param id logical id of its SearchParameter
 * @param parameters one for each resource type that it is defined for
 */
record CustomParameter(int tenantId, String id, State state, List<IndexedParameter> parameters) {

  /** As in table {@code custom_parameter}. */
  enum State {
    WAITING,
    ACTIVE,
    DISABLING
  }

  Set<String> types() {
    return parameters.stream().map(IndexedParameter::type).collect(Collectors.toUnmodifiableSet());
  }
}
