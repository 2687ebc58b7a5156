package org.xiangqiao.server.rest.interaction;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleLinkComponent;

/** Makes addresses in an answered Bundle absolute: the store does not know its public address. */
final class EntryAddresses {

  private EntryAddresses() {}

  static void complete(BundleEntryComponent answer, BundleEntryComponent asked, String base) {
    if (answer.getResource() instanceof Bundle found) {
      found.getEntry().forEach(entry -> absolute(entry, base));
      found.getLink().forEach(link -> next(link, asked.getRequest().getUrl(), base));
    } else if (answer.hasResource()) {
      String id = answer.getResource().getIdElement().getIdPart();
      answer.setFullUrl(base + "/" + answer.getResource().fhirType() + "/" + id);
    }
  }

  private static void absolute(BundleEntryComponent entry, String base) {
    if (entry.hasFullUrl() && entry.getFullUrl().indexOf(':') < 0) {
      entry.setFullUrl(base + "/" + entry.getFullUrl());
    }
  }

  /** The page after this one; a history's bounds go on, a search's cursor knows its own. */
  private static void next(BundleLinkComponent link, String asked, String base) {
    if (asked == null || !link.getUrl().startsWith("?")) {
      return;
    }
    String relative = asked.startsWith(base + "/") ? asked.substring(base.length() + 1) : asked;
    int question = relative.indexOf('?');
    String path = question < 0 ? relative : relative.substring(0, question);
    StringBuilder url = new StringBuilder(base).append('/').append(path).append('?');
    if (question >= 0 && path.endsWith("_history")) {
      for (String pair : relative.substring(question + 1).split("&")) {
        if (!pair.startsWith(Parameters.PAGE + "=")) {
          url.append(pair).append('&');
        }
      }
    }
    link.setUrl(url.append(link.getUrl().substring(1)).toString());
  }
}
