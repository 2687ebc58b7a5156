package org.xiangqiao.server.record;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.ResourceReferenceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.index.ReferenceTarget;

/** The literal references of a resource, wherever they stand (R4 references.html#literal). */
final class DocumentReferences {

  private final FhirContext context;

  DocumentReferences(FhirContext context) {
    this.context = context;
  }

  /**
   * A reference.
   *
   * @param path of the element
   * @param type null if it leads elsewhere than to this server
   * @param version null for the current one
   */
  record Place(String path, String type, String id, String version) {

    String name() {
      return type + "/" + id;
    }
  }

  /** Contained resources and references by identifier alone lead nowhere else and are left out. */
  List<Place> of(Resource resource) {
    List<Place> places = new ArrayList<>();
    for (ResourceReferenceInfo info : context.newTerser().getAllResourceReferences(resource)) {
      String reference = info.getResourceReference().getReferenceElement().getValue();
      Optional<ReferenceTarget> target = ReferenceTarget.parse(reference);
      if (target.isPresent()) {
        String path = resource.fhirType() + "." + info.getName();
        places.add(
            target.get().isLocal()
                ? new Place(
                    path,
                    target.get().type(),
                    target.get().id(),
                    new IdType(reference).getVersionIdPart())
                : new Place(path, null, null, null));
      }
    }
    return places;
  }
}
