package org.xiangqiao.store.patch;

import org.hl7.fhir.r4.model.Parameters;

/** What a PATCH wants done (R4 http.html#patch). */
public sealed interface PatchDocument {

  /** Media type of a JSON Patch. */
  String JSON_MEDIA_TYPE = "application/json-patch+json";

  /** Media type of an XML Patch (RFC 5261), which is not offered. */
  String XML_MEDIA_TYPE = "application/xml-patch+xml";

  /** JSON Patch (RFC 6902): an array of operations, as text. */
  record Json(String text) implements PatchDocument {}

  /** FHIRPath Patch (R4 fhirpatch.html): one parameter {@code operation} for each step. */
  record FhirPath(Parameters parameters) implements PatchDocument {}
}
