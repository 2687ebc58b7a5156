/**
 * {@code $graphql} (R4 graphql.html): HL7's engine over our store, every lookup held against the
 * caller's rights and against limits.
 */
package org.xiangqiao.server.graphql;
