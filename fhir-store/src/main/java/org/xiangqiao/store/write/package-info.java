/**
 * Create, update and delete (R4 http.html): a list of operations becomes one database transaction
 * of set-based statements. Conditions, references, business keys and the change feed are decided
 * inside it; {@link org.xiangqiao.store.write.WriteEngine} reads like the order of events.
 */
package org.xiangqiao.store.write;
