/**
 * The conditions of a search: a {@link org.xiangqiao.store.search.criteria.ParameterReader} for
 * each kind of parameter reads the URL's values into a {@link
 * org.xiangqiao.store.search.criteria.Criterion}, which writes itself as SQL.
 */
package org.xiangqiao.store.search.criteria;
