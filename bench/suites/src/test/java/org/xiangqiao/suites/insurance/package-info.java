/** Settlements with the insurance platform while answers are lost and servers die. */
package org.xiangqiao.suites.insurance;
