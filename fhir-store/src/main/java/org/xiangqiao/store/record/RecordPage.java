package org.xiangqiao.store.record;

import java.util.List;

/**
 * @param next where the next page begins, or null on the last
 */
record RecordPage(List<RecordRows.Found> found, RecordCursor next) {}
