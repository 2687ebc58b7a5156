/**
 * What comparing runs need around the servers: processes of their own, ports, Synthea's patients.
 */
package org.xiangqiao.bench.stage;
