/**
 * The transactions of a visit and its bills, and which of them is next: pure decisions over what
 * was noted so far.
 */
package org.xiangqiao.integration.insurance.step;
