/**
 * The outbox: facts on their way out, in lanes per resident and partner, in order, over any number
 * of nodes, for weeks if a partner is down.
 */
package org.xiangqiao.integration.outbox;
