/** Operations of R4 that both servers have: the same calls, and what their answers come to. */
package org.xiangqiao.bench.oracle.operation;
