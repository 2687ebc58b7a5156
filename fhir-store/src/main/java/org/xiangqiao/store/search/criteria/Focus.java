package org.xiangqiao.store.search.criteria;

import org.xiangqiao.store.index.TypeParameters;

/**
 * The resources that conditions are read for.
 *
 * @param depth references followed from the resources searched
 */
record Focus(int tenantId, TypeParameters type, int depth) {

  /** Resources one reference further. */
  Focus next(TypeParameters further) {
    return new Focus(tenantId, further, depth + 1);
  }
}
