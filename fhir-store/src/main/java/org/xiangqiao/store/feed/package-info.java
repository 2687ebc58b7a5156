/**
 * The change feed (变更流): every write of a tenant in an order that readers can follow without
 * missing what commits late.
 */
package org.xiangqiao.store.feed;
