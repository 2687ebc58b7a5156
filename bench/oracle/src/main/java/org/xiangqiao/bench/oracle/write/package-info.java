/**
 * Writes and histories: short journeys over resources of their own, step by step on both servers.
 */
package org.xiangqiao.bench.oracle.write;
