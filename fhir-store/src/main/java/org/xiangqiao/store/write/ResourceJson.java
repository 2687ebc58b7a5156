package org.xiangqiao.store.write;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import org.hl7.fhir.r4.model.Resource;

/** The JSON of resources as this store keeps it. */
final class ResourceJson {

  private final FhirContext fhir;

  ResourceJson(FhirContext fhir) {
    this.fhir = fhir;
  }

  String of(Resource resource) {
    return parser().encodeResourceToString(resource);
  }

  /** What the JSON of the resource begins with: its type, id and meta, up to the next comma. */
  String head(Resource resource) {
    String plain = PlainHead.of(resource);
    return plain == null ? encodedHead(resource) : plain;
  }

  /** As the encoder has it, whatever id and meta hold. */
  String encodedHead(Resource resource) {
    Resource bare = (Resource) fhir.getResourceDefinition(resource.fhirType()).newInstance();
    bare.setIdElement(resource.getIdElement());
    if (resource.hasMeta()) {
      bare.setMeta(resource.getMeta());
    }
    String whole = of(bare);
    return whole.substring(0, whole.length() - 1);
  }

  Resource parse(String json) {
    return (Resource) parser().parseResource(json);
  }

  private IParser parser() {
    return fhir.newJsonParser()
        .setStripVersionsFromReferences(false)
        .setOverrideResourceIdWithBundleEntryFullUrl(false);
  }
}
