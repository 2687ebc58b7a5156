package org.xiangqiao.terminology.service.status;

import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.MetadataResource;
import org.xiangqiao.terminology.service.property.ConceptStatus;

/** What is to be said about the status of a code system or value set that something relies on. */
public final class CanonicalStatus {

  private CanonicalStatus() {}

  /**
   * One of {@code deprecated}, {@code withdrawn}, {@code retired}, {@code experimental}, {@code
   * draft}; null if there is nothing to say.
   *
   * @param user what relies on it: drafts may rely on drafts
   */
  public static String notable(MetadataResource used, MetadataResource user) {
    String standards = standards(used);
    if ("deprecated".equals(standards) || "withdrawn".equals(standards)) {
      return standards;
    }
    if (used.getStatus() == PublicationStatus.RETIRED) {
      return "retired";
    }
    if (used.getExperimental() && !user.getExperimental()) {
      return "experimental";
    }
    return draft(used, standards) && !draft(user, standards(user)) ? "draft" : null;
  }

  private static boolean draft(MetadataResource resource, String standards) {
    return resource.getStatus() == PublicationStatus.DRAFT || "draft".equals(standards);
  }

  private static String standards(MetadataResource resource) {
    Extension extension = resource.getExtensionByUrl(ConceptStatus.STANDARDS_STATUS);
    return extension == null || !extension.hasValue()
        ? null
        : extension.getValue().primitiveValue();
  }
}
