package org.xiangqiao.store.search;

import java.time.Instant;

/**
 * The last entry of a page: the next page starts behind it.
 *
 * @param undated true once the entries without a main date have been reached; they come last
 * @param id sort value when sorted by id, else null
 * @param instant sort value when sorted by a time, else null
 */
record PageKey(boolean undated, String id, Instant instant, long rid) {}
