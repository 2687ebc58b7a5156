package org.xiangqiao.server.rest.capability;

import org.hl7.fhir.r4.model.TerminologyCapabilities;

/** What terminology this server offers: R4 terminologycapabilities.html. */
@FunctionalInterface
public interface TerminologyOffer {

  /**
   * @param root public root of the server
   */
  TerminologyCapabilities capabilities(String root);
}
