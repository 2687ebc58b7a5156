/**
 * Stand-ins that fail on purpose: a township EMR and the county platform. For demo, tests, bench.
 */
package org.xiangqiao.simulators;
