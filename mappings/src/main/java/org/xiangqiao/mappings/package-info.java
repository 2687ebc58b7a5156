/** Foreign form to FHIR and back, as pure functions: no Spring, no I/O, no clock. */
package org.xiangqiao.mappings;
