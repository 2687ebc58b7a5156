/** Indexing stored resources anew on demand ({@code $reindex}), and how far that is. */
package org.xiangqiao.server.reindex;
