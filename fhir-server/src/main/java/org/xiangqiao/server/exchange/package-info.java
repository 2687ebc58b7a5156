/** Brings the exchange (gateways, ledger, outbox, bridges) into the application. */
package org.xiangqiao.server.exchange;
