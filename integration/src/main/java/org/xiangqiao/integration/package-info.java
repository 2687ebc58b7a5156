/** Camel routes, the exchange ledger, the outbox and what keeps both honest. */
package org.xiangqiao.integration;
