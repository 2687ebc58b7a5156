/** Versions that were: read, vread and the three levels of history (R4 http.html#history). */
package org.xiangqiao.store.history;
