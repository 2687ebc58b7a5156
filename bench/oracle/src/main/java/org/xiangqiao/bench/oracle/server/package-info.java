/** The two servers in processes of their own, over one PostgreSQL, and how to talk to them. */
package org.xiangqiao.bench.oracle.server;
