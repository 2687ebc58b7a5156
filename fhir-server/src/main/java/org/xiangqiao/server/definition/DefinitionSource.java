package org.xiangqiao.server.definition;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r5.model.Resource;
import org.xiangqiao.terminology.published.PublishedDefinitions;

/**
 * Where a definition came from: {@code <package>#<version>}, or {@link #POSTED}. It travels with
 * the resource through HAPI's conversion.
 */
public final class DefinitionSource {

  /** A resource that the county, or somebody for all counties, has posted. */
  public static final String POSTED = "posted";

  /** R4's own definitions. */
  public static final String CORE = PublishedDefinitions.SOURCE;

  private DefinitionSource() {}

  public static <T extends IBaseResource> T mark(T definition, String source) {
    definition.setUserData(DefaultProfileValidationSupport.SOURCE_PACKAGE_ID, source);
    return definition;
  }

  /** Of what the validator uses. */
  static String of(Resource definition) {
    return definition.hasSourcePackage() ? definition.getSourcePackage().getId() : POSTED;
  }
}
