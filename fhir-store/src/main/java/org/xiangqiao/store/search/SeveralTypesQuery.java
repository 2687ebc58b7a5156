package org.xiangqiao.store.search;

import java.util.List;
import java.util.Map;
import org.xiangqiao.store.search.criteria.Criterion;

/**
 * A search over several types, understood and checked.
 *
 * @param wishes how the answer is to look; its type and criteria say nothing
 * @param criteria by type
 * @param anyType whether no types were named
 */
record SeveralTypesQuery(
    SearchQuery wishes, Map<String, List<Criterion>> criteria, boolean anyType) {}
