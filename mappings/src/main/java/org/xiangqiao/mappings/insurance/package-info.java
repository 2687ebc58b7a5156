/**
 * The insurance platform's interface (两定接口) as data: its transactions, their nodes and fields, the
 * dictionaries, each with the number of independent implementations that agree. Messages, checks,
 * province profiles and the mapping from and to FHIR are the packages below.
 */
package org.xiangqiao.mappings.insurance;
