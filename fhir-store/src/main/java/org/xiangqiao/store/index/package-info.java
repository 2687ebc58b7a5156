/** What of a resource can be searched: index values by precompiled paths (R4 search.html). */
package org.xiangqiao.store.index;
