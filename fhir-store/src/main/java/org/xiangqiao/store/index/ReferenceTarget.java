package org.xiangqiao.store.index;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Reference;

/**
 * What a literal reference points at (R4 references.html#literal).
 *
 * @param type resource type, or null if the URL does not tell
 * @param id logical id, or null
 * @param absoluteUrl the URL without version for what is not local, else null
 */
public record ReferenceTarget(String type, String id, String absoluteUrl) {

  private static final Pattern RELATIVE =
      Pattern.compile("([A-Z][A-Za-z]+)/([A-Za-z0-9\\-.]{1,64})(?:/_history/[^/]+)?");
  private static final Pattern ABSOLUTE_TAIL = Pattern.compile("/([A-Z][A-Za-z]+)/([^/?#]+)$");
  private static final Pattern VERSION_TAIL = Pattern.compile("/_history/[^/]+$");

  public boolean isLocal() {
    return absoluteUrl == null;
  }

  /** Empty for contained resources, conditional references and what is no reference at all. */
  public static Optional<ReferenceTarget> parse(String reference) {
    if (reference == null || reference.isEmpty() || reference.startsWith("#")) {
      return Optional.empty();
    }
    Matcher relative = RELATIVE.matcher(reference);
    if (relative.matches()) {
      return Optional.of(new ReferenceTarget(relative.group(1), relative.group(2), null));
    }
    if (reference.startsWith("urn:")) {
      return Optional.of(new ReferenceTarget(null, null, reference));
    }
    if (reference.contains("://")) {
      String url = VERSION_TAIL.matcher(reference).replaceFirst("");
      Matcher tail = ABSOLUTE_TAIL.matcher(url);
      return Optional.of(new ReferenceTarget(tail.find() ? tail.group(1) : null, null, url));
    }
    return Optional.empty();
  }

  /** The resource type a Reference names, by its literal, its contained resource or its type. */
  static String typeOf(Reference reference) {
    Optional<ReferenceTarget> target = parse(reference.getReference());
    if (target.isPresent() && target.get().type() != null) {
      return target.get().type();
    }
    if (reference.getResource() != null) {
      return reference.getResource().fhirType();
    }
    return reference.getType();
  }
}
