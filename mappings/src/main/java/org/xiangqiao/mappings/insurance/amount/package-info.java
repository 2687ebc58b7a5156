/**
 * Amounts of a settlement (结算金额) and what must add up. The platform's answer is the truth: a sum
 * that does not add up is reported and never corrected.
 */
package org.xiangqiao.mappings.insurance.amount;
