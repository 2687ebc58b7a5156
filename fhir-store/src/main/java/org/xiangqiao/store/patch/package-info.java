/**
 * PATCH (R4 http.html#patch) as a pure function: a resource and a patch document become the patched
 * resource. JSON Patch (RFC 6902) works on the JSON, FHIRPath Patch (R4 fhirpatch.html) on the
 * model; {@link org.xiangqiao.store.patch.ResourcePatcher} guards what no patch may touch.
 */
package org.xiangqiao.store.patch;
