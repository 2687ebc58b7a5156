/**
 * Bundles of type transaction and batch (R4 http.html#transaction): entries become operations of
 * one write, or of one write each; reads and searches are answered after the writes.
 */
package org.xiangqiao.store.transaction;
