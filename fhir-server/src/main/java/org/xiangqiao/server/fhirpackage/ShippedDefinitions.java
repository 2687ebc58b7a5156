package org.xiangqiao.server.fhirpackage;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Resource;

/** What the FHIR package of this release defines (规范包), read anew at each call. */
public final class ShippedDefinitions {

  private final Supplier<FhirPackage> shipped;
  private final FhirContext context;

  ShippedDefinitions(Supplier<FhirPackage> shipped, FhirContext context) {
    this.shipped = shipped;
    this.context = context;
  }

  public List<Resource> resources() {
    return shipped.get().resources(context);
  }
}
