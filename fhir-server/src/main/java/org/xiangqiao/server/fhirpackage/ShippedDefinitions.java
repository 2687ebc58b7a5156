package org.xiangqiao.server.fhirpackage;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Resource;

/** What the shipped package defines, from the class path: other packages may be built on it. */
public final class ShippedDefinitions implements IValidationSupport {

  /** Of the package. */
  public static final String NAME = "org.xiangqiao.fhir.r4";

  private final FhirContext fhir;
  private Map<String, IBaseResource> definitions;

  public ShippedDefinitions(FhirContext fhir) {
    this.fhir = fhir;
  }

  @Override
  public FhirContext getFhirContext() {
    return fhir;
  }

  @Override
  public IBaseResource fetchStructureDefinition(String url) {
    return definitions().get("StructureDefinition " + url);
  }

  @Override
  public IBaseResource fetchValueSet(String url) {
    return definitions().get("ValueSet " + url);
  }

  @Override
  public IBaseResource fetchCodeSystem(String url) {
    return definitions().get("CodeSystem " + url);
  }

  /** Each once. */
  public List<Resource> resources() {
    return definitions().values().stream().distinct().map(Resource.class::cast).toList();
  }

  private synchronized Map<String, IBaseResource> definitions() {
    if (definitions == null) {
      Map<String, IBaseResource> read = new HashMap<>();
      FhirPackage.shipped()
          .resources(fhir)
          .forEach(
              each -> {
                if (each instanceof MetadataResource named) {
                  read.put(each.fhirType() + " " + named.getUrl(), each);
                  read.put(each.fhirType() + " " + named.getUrl() + "|" + named.getVersion(), each);
                }
              });
      definitions = read;
    }
    return definitions;
  }
}
