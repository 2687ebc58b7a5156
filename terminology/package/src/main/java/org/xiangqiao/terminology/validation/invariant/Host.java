package org.xiangqiao.terminology.validation.invariant;

import java.util.List;
import org.hl7.fhir.exceptions.PathEngineException;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.fhirpath.FHIRPathUtilityClasses.FunctionDetails;
import org.hl7.fhir.r4.fhirpath.IHostApplicationServices;
import org.hl7.fhir.r4.fhirpath.TypeDetails;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.fhirpath.FHIRPathConstantEvaluationMode;

/** What HAPI's engine asks of its host: nothing is fetched, nothing is logged. */
final class Host implements IHostApplicationServices {

  @Override
  public List<Base> resolveConstant(
      FHIRPathEngine engine, Object call, String name, FHIRPathConstantEvaluationMode mode) {
    boolean placed =
        name.endsWith("extension")
            && call instanceof Surroundings around
            && around.placed() != null;
    return placed
        ? List.of(((Surroundings) call).parsed(((Surroundings) call).placed()))
        : List.of();
  }

  @Override
  public TypeDetails resolveConstantType(
      FHIRPathEngine engine, Object call, String name, FHIRPathConstantEvaluationMode mode) {
    throw new PathEngineException("types of constants are not checked");
  }

  @Override
  public boolean log(String argument, List<Base> focus) {
    return true;
  }

  @Override
  public FunctionDetails resolveFunction(FHIRPathEngine engine, String name) {
    return null;
  }

  @Override
  public TypeDetails checkFunction(
      FHIRPathEngine engine, Object call, String name, TypeDetails focus, List<TypeDetails> of) {
    throw new PathEngineException("no functions of its own");
  }

  @Override
  public List<Base> executeFunction(
      FHIRPathEngine engine, Object call, List<Base> focus, String name, List<List<Base>> of) {
    throw new PathEngineException("no functions of its own");
  }

  @Override
  public Base resolveReference(FHIRPathEngine engine, Object call, String url, Base from) {
    return call instanceof Surroundings around ? around.parsedTarget(url) : null;
  }

  @Override
  public boolean conformsToProfile(FHIRPathEngine engine, Object call, Base item, String url) {
    throw new PathEngineException("conformsTo is not carried out");
  }

  @Override
  public ValueSet resolveValueSet(FHIRPathEngine engine, Object call, String url) {
    throw new PathEngineException("memberOf is not carried out");
  }

  @Override
  public boolean paramIsType(String name, int index) {
    return false;
  }
}
