/**
 * Indexes stored resources anew in the background: for search parameters that users define, after
 * an upgrade that indexes more, or on demand. Versions, history and the change feed stay as they
 * are.
 */
package org.xiangqiao.store.reindex;
