/** The cases of the race: each a question over HTTP and the same one in SQL. */
package org.xiangqiao.bench.engine.ask;
