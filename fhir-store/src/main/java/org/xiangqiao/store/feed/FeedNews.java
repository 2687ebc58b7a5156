package org.xiangqiao.store.feed;

import java.util.List;
import java.util.Map;

/**
 * The next rows of several tenants.
 *
 * @param rows by tenant, in order; tenants without news are left out
 * @param complete all transactions before it have been read when these rows are
 * @param more whether there was more than fits
 * @param last the tenant to go on after, so that each has its turn
 */
public record FeedNews(
    Map<Integer, List<FeedEntry>> rows, FeedPosition complete, boolean more, int last) {}
