package org.xiangqiao.store.write;

import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/**
 * The beginning of the JSON of most resources: id, version, time and profiles, and nothing else.
 */
final class PlainHead {

  private PlainHead() {}

  /** As the encoder writes it; null where only the encoder knows. */
  static String of(Resource resource) {
    StringBuilder head = new StringBuilder(200);
    head.append("{\"resourceType\":\"").append(resource.fhirType()).append('"');
    String id = resource.getIdElement().getIdPart();
    if (id != null) {
      if (resource.getIdElement().hasExtension() || !isPlain(id)) {
        return null;
      }
      head.append(",\"id\":\"").append(id).append('"');
    }
    Meta meta = resource.getMeta();
    // A version in the id comes out in a meta that has none.
    if (!meta.hasVersionId() && resource.getIdElement().hasVersionIdPart()) {
      return null;
    }
    if (meta.isEmpty()) {
      return head.toString();
    }
    return onlyPlain(meta) ? append(head, meta).append('}').toString() : null;
  }

  private static boolean onlyPlain(Meta meta) {
    return !meta.hasSource()
        && !meta.hasTag()
        && !meta.hasSecurity()
        && !meta.hasExtension()
        && !meta.hasId()
        && !meta.getVersionIdElement().hasExtension()
        && !meta.getLastUpdatedElement().hasExtension()
        && (!meta.hasVersionId() || isPlain(meta.getVersionId()))
        && meta.getProfile().stream().allMatch(PlainHead::onlyPlain);
  }

  private static boolean onlyPlain(CanonicalType profile) {
    return profile.hasValue()
        && !profile.hasExtension()
        && !profile.hasId()
        && isPlain(profile.getValue());
  }

  private static StringBuilder append(StringBuilder head, Meta meta) {
    head.append(",\"meta\":");
    char before = '{';
    if (meta.hasVersionId()) {
      head.append(before).append("\"versionId\":\"").append(meta.getVersionId()).append('"');
      before = ',';
    }
    if (meta.hasLastUpdated()) {
      String time = meta.getLastUpdatedElement().getValueAsString();
      head.append(before).append("\"lastUpdated\":\"").append(time).append('"');
      before = ',';
    }
    if (meta.hasProfile()) {
      head.append(before).append("\"profile\":[");
      String profiles =
          meta.getProfile().stream()
              .map(profile -> '"' + profile.getValue() + '"')
              .collect(Collectors.joining(","));
      head.append(profiles).append(']');
    }
    return head;
  }

  /** True for what JSON writes as it is. */
  static boolean isPlain(String value) {
    return value.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\');
  }
}
