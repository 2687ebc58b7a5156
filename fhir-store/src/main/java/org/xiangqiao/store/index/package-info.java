/**
 * What of a resource can be searched: index values by precompiled paths (R4 search.html). {@link
 * org.xiangqiao.store.index.SearchParameters} knows the parameters of every type, {@link
 * org.xiangqiao.store.index.ParameterIndexer} turns a resource into its values, one {@link
 * org.xiangqiao.store.index.ValueIndexer} for each kind of parameter. Everything here is pure.
 */
package org.xiangqiao.store.index;
