/** HL7's cases of GraphDefinitions against {@code $graph}. */
package org.xiangqiao.suites.graph;
