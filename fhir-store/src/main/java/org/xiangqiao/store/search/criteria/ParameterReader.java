package org.xiangqiao.store.search.criteria;

import java.util.List;
import org.xiangqiao.store.index.IndexedParameter;

/** Reads the values of one kind of search parameter, one class for each kind. */
interface ParameterReader {

  /**
   * @param name as in the URL, modifier included; an unknown modifier is refused
   * @param values alternatives, escapes kept; never empty, none blank
   */
  Criterion read(int tenantId, IndexedParameter parameter, ParameterName name, List<String> values);
}
