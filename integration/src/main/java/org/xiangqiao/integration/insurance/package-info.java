/**
 * The bridge to the insurance platform (医保两定接口): a claim is settled while the patient waits, and
 * never twice. Every transaction is noted before it is sent; a lost answer is resolved by asking,
 * never by sending again.
 */
package org.xiangqiao.integration.insurance;
