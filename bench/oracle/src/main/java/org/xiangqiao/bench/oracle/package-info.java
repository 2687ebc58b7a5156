/**
 * The oracle: the same data and the same requests go to this server and to HAPI's JPA server, and
 * the answers are compared. {@code holdings} makes what is stored, {@code query} the searches,
 * {@code write} the journeys of writes, {@code operation} has the calls of operations, {@code
 * compare} judges, {@code server} runs the processes.
 */
package org.xiangqiao.bench.oracle;
