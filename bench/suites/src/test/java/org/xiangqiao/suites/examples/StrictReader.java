package org.xiangqiao.suites.examples;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.problem.FaultException;

/**
 * Reads examples as the server reads bodies; what is not R4 gives the reason instead. The set is of
 * R4B, which has types and elements that R4 has not.
 */
final class StrictReader {

  private final ResourceReader reader;

  StrictReader(FhirContext context) {
    reader = new ResourceReader(context, 64);
  }

  /** One of the two is null. */
  record Outcome(Resource resource, String refusal) {}

  Outcome read(Example example) {
    try {
      return new Outcome(reader.read(example.json(), "application/fhir+json"), null);
    } catch (FaultException refused) {
      return new Outcome(null, "not R4 (4.0.1): " + refused.faults().get(0).rule());
    }
  }
}
