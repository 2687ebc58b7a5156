/** What a run found: JSON, a table, charts. */
package org.xiangqiao.bench.engine.report;
