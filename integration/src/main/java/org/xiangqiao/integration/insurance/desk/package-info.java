/**
 * Where a counter hands in a claim and is answered (收费窗口): the same claim always gets the same
 * answer, however often and from wherever it comes.
 */
package org.xiangqiao.integration.insurance.desk;
