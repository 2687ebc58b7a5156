package org.xiangqiao.terminology.builder;

import org.hl7.fhir.r4.model.Resource;

/** Where a resource of the package was written down, for messages. */
public final class SourcePlace {

  private static final String KEY = SourcePlace.class.getName();

  private SourcePlace() {}

  /**
   * @param place file relative to the sources, such as {@code ValueSet/sex.yaml}
   */
  public static void set(Resource resource, String place) {
    resource.setUserData(KEY, place);
  }

  public static String of(Resource resource) {
    Object place = resource.getUserData(KEY);
    return place == null ? resource.fhirType() + "/" + resource.getIdPart() : place.toString();
  }
}
