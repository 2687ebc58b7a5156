/**
 * The race of the FHIR engine: the packaged server, HAPI's JPA server and bare SQL answer the same
 * questions over the same data, in turns.
 */
package org.xiangqiao.bench.engine;
