/**
 * Administration over REST: registered clients and the exchange ledger, each under its own scope,
 * within the caller's tenant, every access in the audit trail. Errors are problem details (RFC
 * 9457) in Chinese and English.
 */
package org.xiangqiao.server.admin;
