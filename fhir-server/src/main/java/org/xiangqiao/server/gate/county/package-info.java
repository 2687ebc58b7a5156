/**
 * What the writes of a county (县) are held against: R4, the definitions and packages of the county,
 * those for all counties, and the shipped package, each read and compiled when it is first needed
 * and again after a change on whatever node.
 */
package org.xiangqiao.server.gate.county;
