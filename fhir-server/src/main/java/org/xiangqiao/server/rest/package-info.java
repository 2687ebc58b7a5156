/**
 * FHIR R4 REST (http.html) under {@code /fhir}: HAPI's plain server receives and dispatches, each
 * interaction is answered from the {@link org.xiangqiao.store.FhirStore}, and stored JSON goes to
 * the wire without being parsed.
 */
package org.xiangqiao.server.rest;
