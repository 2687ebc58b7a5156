/**
 * FHIR search (R4 search.html) compiled to one SQL statement, sealed cursors, includes. {@link
 * org.xiangqiao.store.search.PostgresSearch} is the door; requests become a {@code SearchQuery},
 * the query's shape decides which index drives the statement. Token values are compared with case.
 */
package org.xiangqiao.store.search;
