/** Synthea's patients, multiplied without chance: any copy of any record can be made again. */
package org.xiangqiao.bench.engine.corpus;
