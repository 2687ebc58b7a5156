/** Servers and residents for runs in which claims are settled. */
package org.xiangqiao.bench.stage.counter;
