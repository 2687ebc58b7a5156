/**
 * Partial refunds (部分退费): a settlement is cancelled and a bill with the lines that stay is settled
 * in its place, as one thing with states of its own that outlives any node.
 */
package org.xiangqiao.integration.insurance.refund;
