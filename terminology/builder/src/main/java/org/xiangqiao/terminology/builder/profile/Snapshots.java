package org.xiangqiao.terminology.builder.profile;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.hapi.converters.canonical.VersionCanonicalizer;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.ProfileKnowledgeWorkerR5;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r5.conformance.profile.ProfileUtilities;
import org.hl7.fhir.r5.fhirpath.FHIRPathEngine;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.xiangqiao.terminology.builder.PackageException;
import org.xiangqiao.terminology.builder.PackageStep;
import org.xiangqiao.terminology.builder.SourcePlace;

/**
 * Completes each profile with its snapshot (快照) by HL7's own generator, R4 profiling.html#snapshot,
 * and refuses profiles that contradict their base.
 */
public final class Snapshots implements PackageStep {

  private static final String SPECIFICATION = "http://hl7.org/fhir/R4/";

  private final FhirContext context;
  private final VersionCanonicalizer versions;

  public Snapshots(FhirContext context) {
    this.context = context;
    this.versions = new VersionCanonicalizer(context);
  }

  @Override
  public List<Resource> apply(List<Resource> all) {
    if (all.stream().noneMatch(StructureDefinition.class::isInstance)) {
      return all;
    }
    List<Resource> sources = all.stream().map(this::prepared).toList();
    WorkerContextValidationSupportAdapter definitions = definitions(sources);
    FHIRPathEngine engine = new FHIRPathEngine(definitions);
    Invariants invariants = new Invariants(engine);
    List<String> problems = new ArrayList<>();
    List<Resource> complete = new ArrayList<>();
    for (Resource source : sources) {
      if (source instanceof StructureDefinition profile) {
        invariants.check(profile, problems);
        complete.add(complete(profile, definitions, engine, problems));
      } else {
        complete.add(source);
      }
    }
    PackageException.throwIfAny(problems);
    return complete;
  }

  /** With what all profiles say, and an id for each element, by which others find it. */
  private Resource prepared(Resource source) {
    if (!(source instanceof StructureDefinition profile)) {
      return source;
    }
    var derived = versions.structureDefinitionToCanonical(ProfileDefaults.filled(profile));
    new ProfileUtilities(null, new ArrayList<>(), null, null).setIds(derived, false);
    StructureDefinition prepared =
        (StructureDefinition) versions.structureDefinitionFromCanonical(derived);
    SourcePlace.set(prepared, SourcePlace.of(source));
    return prepared;
  }

  /** R4's definitions and the package's, whose profiles may build on each other in any order. */
  private WorkerContextValidationSupportAdapter definitions(List<Resource> sources) {
    PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(context);
    sources.forEach(own::addResource);
    return new WorkerContextValidationSupportAdapter(
        new ValidationSupportChain(
            own,
            new BaseDefinitions(context),
            new InMemoryTerminologyServerValidationSupport(context),
            new SnapshotGeneratingValidationSupport(context)));
  }

  private StructureDefinition complete(
      StructureDefinition source,
      WorkerContextValidationSupportAdapter definitions,
      FHIRPathEngine engine,
      List<String> problems) {
    String place = SourcePlace.of(source);
    var base =
        definitions.fetchResource(
            org.hl7.fhir.r5.model.StructureDefinition.class, source.getBaseDefinition());
    if (base == null) {
      problems.add(place + ": baseDefinition: " + source.getBaseDefinition() + " is not known");
      return source;
    }
    var derived = versions.structureDefinitionToCanonical(source.copy());
    List<ValidationMessage> messages = new ArrayList<>();
    ProfileUtilities generator =
        new ProfileUtilities(definitions, messages, new ProfileKnowledgeWorkerR5(context), engine);
    try {
      generator.generateSnapshot(base, derived, source.getUrl(), SPECIFICATION, source.getName());
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // The generator throws plain Errors for sources that make no sense.
      problems.add(place + ": " + reason(e));
      return source;
    }
    messages.stream()
        .filter(message -> message.getLevel().isError())
        .map(message -> place + ": " + message.getLocation() + ": " + message.getMessage())
        .forEach(problems::add);
    StructureDefinition complete =
        (StructureDefinition) versions.structureDefinitionFromCanonical(derived);
    SourcePlace.set(complete, place);
    return complete;
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == failure
        ? failure.getMessage()
        : failure.getMessage() + ": " + cause.getMessage();
  }
}
