/** Clients that ask for a while, and what they measured. */
package org.xiangqiao.bench.engine.load;
