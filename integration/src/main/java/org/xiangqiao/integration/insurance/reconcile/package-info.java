/**
 * Proves that the platform's books and ours agree (医保对账), day by day and institution by
 * institution. No database connection is held while the platform is awaited.
 */
package org.xiangqiao.integration.insurance.reconcile;
