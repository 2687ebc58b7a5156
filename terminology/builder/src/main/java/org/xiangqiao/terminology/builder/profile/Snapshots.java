package org.xiangqiao.terminology.builder.profile;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.hapi.converters.canonical.VersionCanonicalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.ProfileKnowledgeWorkerR5;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r5.conformance.profile.ProfileUtilities;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.utilities.validation.ValidationMessage.IssueSeverity;

/** Snapshots (快照) of profiles by HL7's own generator, R4 profiling.html#snapshot. */
final class Snapshots {

  private final FhirContext context;
  private final VersionCanonicalizer versions;
  private final WorkerContextValidationSupportAdapter definitions;
  private final Map<String, StructureDefinition> sources = new LinkedHashMap<>();
  private final List<ProfileFault> faults = new ArrayList<>();

  /**
   * @param content all of the package; its profiles may build on each other
   */
  Snapshots(FhirContext context, Collection<? extends Resource> content) {
    this.context = context;
    versions = new VersionCanonicalizer(context);
    PrePopulatedValidationSupport own = new PrePopulatedValidationSupport(context);
    content.forEach(own::addResource);
    definitions =
        new WorkerContextValidationSupportAdapter(
            new ValidationSupportChain(
                own,
                new DefaultProfileValidationSupport(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new SnapshotGeneratingValidationSupport(context)));
    for (Resource resource : content) {
      if (resource instanceof StructureDefinition profile) {
        sources.put(profile.getUrl(), profile);
      }
    }
  }

  /**
   * Copies of the package's profiles with their snapshots, in the order of the sources.
   *
   * @throws IllegalStateException with all faults when a profile contradicts its base
   */
  List<StructureDefinition> generate() {
    List<StructureDefinition> done = new ArrayList<>();
    Invariants invariants = new Invariants(definitions);
    for (StructureDefinition source : sources.values()) {
      invariants.check(source, file(source), faults::add);
      StructureDefinition profile = generate(source);
      if (profile != null) {
        done.add(profile);
      }
    }
    if (!faults.isEmpty()) {
      throw ProfileFault.exception(faults);
    }
    return done;
  }

  private StructureDefinition generate(StructureDefinition source) {
    org.hl7.fhir.r5.model.StructureDefinition base =
        definitions.fetchResource(
            org.hl7.fhir.r5.model.StructureDefinition.class, source.getBaseDefinition());
    if (base == null) {
      fault(source, source.getUrl(), "base definition not found: " + source.getBaseDefinition());
      return null;
    }
    org.hl7.fhir.r5.model.StructureDefinition derived =
        versions.structureDefinitionToCanonical(source.copy());
    List<ValidationMessage> messages = new ArrayList<>();
    try {
      ProfileUtilities generator =
          new ProfileUtilities(definitions, messages, new ProfileKnowledgeWorkerR5(context));
      generator.setIds(derived, false);
      generator.generateSnapshot(
          base, derived, source.getUrl(), "http://hl7.org/fhir/R4/", source.getName());
    } catch (RuntimeException | Error e) {
      if (e instanceof VirtualMachineError) {
        throw e;
      }
      // The generator throws plain Errors for sources that make no sense.
      fault(source, source.getUrl(), e.getMessage());
      return null;
    }
    messages.stream()
        .filter(message -> message.getLevel().ordinal() <= IssueSeverity.ERROR.ordinal())
        .forEach(message -> fault(source, message.getLocation(), message.getMessage()));
    return (StructureDefinition) versions.structureDefinitionFromCanonical(derived);
  }

  private void fault(StructureDefinition source, String element, String reason) {
    faults.add(new ProfileFault(file(source), element, reason));
  }

  private static String file(StructureDefinition source) {
    return "StructureDefinition/" + source.getIdElement().getIdPart() + ".yaml";
  }
}
