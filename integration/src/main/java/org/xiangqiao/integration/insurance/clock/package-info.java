/**
 * Tells a person that a platform's clock and ours are apart (时钟偏差告警): the accounting day is the
 * platform's settlement time, so books of a day would not agree.
 */
package org.xiangqiao.integration.insurance.clock;
