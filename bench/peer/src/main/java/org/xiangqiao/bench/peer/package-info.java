/**
 * HAPI FHIR's JPA server, started by itself: the yardstick of the comparing tests and of the load
 * runs. Nothing of it is part of the product.
 */
package org.xiangqiao.bench.peer;
