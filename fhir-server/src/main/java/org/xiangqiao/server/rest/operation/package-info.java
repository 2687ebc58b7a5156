/**
 * FHIR operations ({@code $…}, R4 operations.html): what every one of them has in common. An
 * operation is one {@link org.xiangqiao.server.rest.operation.FhirOperation} bean and one page in
 * {@code docs/api/}; address, method, parameters, rights, CapabilityStatement and OpenAPI follow
 * from its shape.
 */
package org.xiangqiao.server.rest.operation;
