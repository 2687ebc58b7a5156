/** Generated requests. Pure: the same seed and data give the same requests. */
package org.xiangqiao.bench.oracle.query;
