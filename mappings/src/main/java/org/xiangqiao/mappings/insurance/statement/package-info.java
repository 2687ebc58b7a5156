/**
 * Reconciliation with the platform (对账): inputs of 3201, 3202, 9101 and 9102, and the files that
 * 3202 compares. Pure: bytes in, rows out.
 */
package org.xiangqiao.mappings.insurance.statement;
