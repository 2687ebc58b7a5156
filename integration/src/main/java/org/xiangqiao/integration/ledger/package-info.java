/**
 * The exchange ledger (交换台账): every message in and out, durable before it is acknowledged, kept
 * with its reason when it cannot be processed, shown and replayed by a person.
 */
package org.xiangqiao.integration.ledger;
