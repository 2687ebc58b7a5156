/**
 * {@code $graph} (R4 resource-operation-graph.html): what a GraphDefinition draws around one
 * resource. HL7's engine cannot be used: there is none for R4, and those for R4B and R5 neither set
 * up their FHIRPath nor descend below the first level of links.
 */
package org.xiangqiao.server.graph;
