package org.xiangqiao.server.export;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.xiangqiao.server.rest.answer.Reduction;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.export.ExportReader;

/**
 * Makes lines of stored texts. They are lines already and stay as they are, unless {@code
 * _elements} leaves parts out (such resources are tagged {@code SUBSETTED}).
 */
final class ResourceLines {

  private final FhirContext fhir;
  private final ExportReader reader;
  private final Caller caller;
  private final String type;
  private final Reduction reduction;

  ResourceLines(
      FhirContext fhir, ExportReader reader, Caller caller, String type, List<String> elements) {
    this.fhir = fhir;
    this.reader = reader;
    this.caller = caller;
    this.type = type;
    this.reduction = reduces(type, elements) ? new Reduction(null, elements, List.of()) : null;
  }

  /** Elements of other types only leave this one whole. */
  private static boolean reduces(String type, List<String> elements) {
    return elements.stream()
        .anyMatch(
            element -> !Character.isUpperCase(element.charAt(0)) || element.startsWith(type + "."));
  }

  /** Null for what has to stay here: a Binary whose {@code securityContext} says who may see it. */
  byte[] line(byte[] stored) {
    byte[] text = stored;
    if (type.equals("Binary")) {
      if (new String(stored, StandardCharsets.UTF_8).contains("\"securityContext\"")) {
        return null;
      }
      text = reader.withData(caller, stored);
    }
    return oneLine(reduction == null ? text : reduced(text));
  }

  private byte[] reduced(byte[] text) {
    IBaseResource resource =
        fhir.newJsonParser().parseResource(new String(text, StandardCharsets.UTF_8));
    IParser parser = fhir.newJsonParser().setStripVersionsFromReferences(false);
    parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
    reduction.apply(parser, resource);
    return parser.encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
  }

  /** In JSON a raw line end can only stand between elements, where it means nothing. */
  private static byte[] oneLine(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        text[i] = ' ';
      }
    }
    return text;
  }

  /** Bulk Data Access 2.0: a transaction with the one DELETE that repeats what happened. */
  byte[] deletion(byte[] id) {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    bundle
        .addEntry()
        .getRequest()
        .setMethod(HTTPVerb.DELETE)
        .setUrl(type + "/" + new String(id, StandardCharsets.UTF_8));
    return fhir.newJsonParser().encodeResourceToString(bundle).getBytes(StandardCharsets.UTF_8);
  }
}
