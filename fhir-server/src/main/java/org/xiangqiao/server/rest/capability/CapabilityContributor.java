package org.xiangqiao.server.rest.capability;

import org.hl7.fhir.r4.model.CapabilityStatement;

/** Adds to the CapabilityStatement what another capability really does, before it is published. */
@FunctionalInterface
public interface CapabilityContributor {

  /**
   * @param root public root of the server ({@code https://host}); {@code root + "/fhir"} is the
   *     FHIR base
   */
  void contribute(CapabilityStatement statement, String root);
}
