/** One PostgreSQL, the two servers over it, and how to reach them. */
package org.xiangqiao.bench.engine.server;
