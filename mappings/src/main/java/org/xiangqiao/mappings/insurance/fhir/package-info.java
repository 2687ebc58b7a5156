/**
 * FHIR to the platform's inputs and the platform's outputs to FHIR, field by field; what is mapped
 * stands in {@code docs/insurance/mapping.md}. Credentials are parameters and never in a resource.
 */
package org.xiangqiao.mappings.insurance.fhir;
