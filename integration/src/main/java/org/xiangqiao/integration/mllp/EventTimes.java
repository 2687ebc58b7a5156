package org.xiangqiao.integration.mllp;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoredResource;

/**
 * The moment of the event that a resource's content comes from (EVN-2, else MSH-7), kept in an
 * extension so that later messages can be compared with it.
 */
class EventTimes {

  static final String EXTENSION = "https://fhir.xiangqiao.org/StructureDefinition/event-time";

  private final FhirContext context;

  EventTimes(FhirContext context) {
    this.context = context;
  }

  /** A Patient always; another resource when its mapping says when it was true. */
  boolean matter(Resource resource) {
    return "Patient".equals(resource.fhirType())
        || (resource instanceof DomainResource domain && domain.hasExtension(EXTENSION));
  }

  Optional<Instant> of(StoredResource stored) {
    DomainResource resource =
        (DomainResource) context.newJsonParser().parseResource(stored.json());
    Extension extension = resource.getExtensionByUrl(EXTENSION);
    return extension != null && extension.getValue() instanceof BaseDateTimeType time
        ? Optional.ofNullable(time.getValue()).map(java.util.Date::toInstant)
        : Optional.empty();
  }

  void remove(Resource resource) {
    if (resource instanceof DomainResource domain) {
      domain.getExtension().removeIf(extension -> EXTENSION.equals(extension.getUrl()));
    }
  }
}
