/** Judges two answers, knows the accepted differences, writes the reports. */
package org.xiangqiao.bench.oracle.compare;
