package org.xiangqiao.mappings.hl7v2;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * A FHIR transaction Bundle (R4 http.html#transaction) whose entries are found by identifier.
 * Placeholders are made from the message's identity, so that one message always gives one Bundle.
 */
final class TransactionBuilder {

  private final String seed;
  private final Bundle bundle = new Bundle();
  private final List<Reference> written = new ArrayList<>();

  TransactionBuilder(String seed) {
    this.seed = seed;
    bundle.setType(BundleType.TRANSACTION);
  }

  /** Conditional update: the one with this identifier is replaced, or made. */
  Reference put(Resource resource, Identifier identifier) {
    BundleEntryComponent entry = add(resource);
    entry
        .getRequest()
        .setMethod(HTTPVerb.PUT)
        .setUrl(resource.fhirType() + "?" + criteria(identifier));
    return reference(entry);
  }

  /** Conditional create: the one with this identifier stays as it is. */
  Reference createUnlessThere(Resource resource, Identifier identifier) {
    BundleEntryComponent entry = add(resource);
    entry
        .getRequest()
        .setMethod(HTTPVerb.POST)
        .setUrl(resource.fhirType())
        .setIfNoneExist(criteria(identifier));
    return reference(entry);
  }

  void post(Resource resource) {
    add(resource).getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
  }

  /** Everything put or created so far, in order. */
  List<Reference> written() {
    return written.stream().map(Reference::copy).toList();
  }

  Bundle bundle() {
    return bundle;
  }

  private BundleEntryComponent add(Resource resource) {
    String name = seed + "|" + resource.fhirType() + "|" + bundle.getEntry().size();
    UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return bundle.addEntry().setFullUrl("urn:uuid:" + uuid).setResource(resource);
  }

  private Reference reference(BundleEntryComponent entry) {
    written.add(new Reference(entry.getFullUrl()));
    return new Reference(entry.getFullUrl());
  }

  private static String criteria(Identifier identifier) {
    return "identifier=" + escaped(identifier.getSystem()) + "|" + escaped(identifier.getValue());
  }

  /**
   * FHIR's own escapes (search.html#escaping), then the URL's; colons and slashes stay readable.
   */
  private static String escaped(String value) {
    String searched = value.replaceAll("([\\\\|,$])", "\\\\$1");
    return URLEncoder.encode(searched, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%3A", ":")
        .replace("%2F", "/");
  }
}
