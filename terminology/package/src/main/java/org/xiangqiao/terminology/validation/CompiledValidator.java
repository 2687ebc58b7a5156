package org.xiangqiao.terminology.validation;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collection;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.validation.check.Checker;
import org.xiangqiao.terminology.validation.compile.Shapes;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.invariant.Engines;
import org.xiangqiao.terminology.validation.invariant.Rules;

/**
 * Holds resources against base R4, the profiles they declare and those asked for (R4
 * validation.html). One instance serves all threads.
 */
public final class CompiledValidator {

  private final FhirContext context;
  private final Structures structures;
  private final Shapes shapes;
  private final ValidationLimits limits;
  private final Checker checker;

  public CompiledValidator(
      FhirContext context, ProfileSource profiles, CodeSets codes, ValidationLimits limits) {
    this(
        context,
        new Structures(context, profiles, new Rules(new Engines(context, profiles))),
        new Shapes(profiles),
        codes,
        limits);
  }

  private CompiledValidator(
      FhirContext context,
      Structures structures,
      Shapes shapes,
      CodeSets codes,
      ValidationLimits limits) {
    this.context = context;
    this.structures = structures;
    this.shapes = shapes;
    this.limits = limits;
    this.checker = new Checker(context, structures, shapes, codes, limits);
  }

  /**
   * One that knows further profiles, behind those of this one, and shares what this one has
   * compiled.
   *
   * @param codes all that are to be known
   */
  public CompiledValidator with(ProfileSource further, CodeSets codes) {
    return new CompiledValidator(
        context, new Structures(structures, further), shapes, codes, limits);
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
    try {
      return checker.check(json, profiles);
    } catch (RuntimeException | StackOverflowError e) {
      // A fault of ours must not let the resource pass.
      return List.of(
          new Finding(
              IssueSeverity.FATAL,
              IssueType.EXCEPTION,
              "$",
              "validation-failed",
              "validation-failed",
              List.of(e.getClass().getSimpleName()),
              ""));
    }
  }

  /** For resources that were made here and have no text of their own. */
  public List<Finding> validate(Resource resource) {
    return validate(context.newJsonParser().encodeResourceToString(resource));
  }
}
