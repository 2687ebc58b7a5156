package org.xiangqiao.terminology.builder;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.context.support.ValueSetExpansionOptions;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionContainsComponent;

/** The package as it ships, and HAPI's terminology over it and over FHIR R4's own definitions. */
final class ShippedPackage {

  static final Path SOURCES = Path.of("..", "package", "src", "main", "fhir");

  private static final FhirContext FHIR = FhirContext.forR4Cached();

  private final List<Resource> resources;
  private final ValidationSupportChain support;

  private ShippedPackage(List<Resource> resources) {
    this.resources = resources;
    PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(FHIR);
    resources.stream()
        .filter(each -> each instanceof CodeSystem || each instanceof ValueSet)
        .forEach(ours::addResource);
    this.support =
        new ValidationSupportChain(
            ValidationSupportChain.CacheConfiguration.disabled(),
            ours,
            new DefaultProfileValidationSupport(FHIR),
            new InMemoryTerminologyServerValidationSupport(FHIR));
  }

  /** Built once for all tests. */
  static ShippedPackage shipped() {
    return Once.SHIPPED;
  }

  private static final class Once {
    static final ShippedPackage SHIPPED = build();
  }

  private static ShippedPackage build() {
    PackageInfo info = PackageInfo.read(SOURCES.resolve("package.yaml"));
    return new ShippedPackage(PackageBuilder.of(FHIR, info).resources(SOURCES));
  }

  Stream<ValueSet> valueSets() {
    return resources.stream().filter(ValueSet.class::isInstance).map(ValueSet.class::cast);
  }

  Stream<ConceptMap> conceptMaps() {
    return resources.stream().filter(ConceptMap.class::isInstance).map(ConceptMap.class::cast);
  }

  /** {@code system|code} of all that the set holds; empty if it cannot be expanded. */
  Set<String> expand(ValueSet set) {
    var outcome =
        support.expandValueSet(
            new ValidationSupportContext(support), new ValueSetExpansionOptions(), set);
    Set<String> codes = new LinkedHashSet<>();
    if (outcome != null && outcome.getValueSet() instanceof ValueSet expanded) {
      for (ValueSetExpansionContainsComponent each : expanded.getExpansion().getContains()) {
        codes.add(each.getSystem() + "|" + each.getCode());
      }
    }
    return codes;
  }

  ValueSet valueSet(String canonical) {
    return (ValueSet) support.fetchValueSet(canonical);
  }

  /** Codes of a system of the package or of FHIR R4; empty if neither holds codes of it. */
  Set<String> codes(String system) {
    Set<String> codes = new LinkedHashSet<>();
    if (support.fetchCodeSystem(system) instanceof CodeSystem known) {
      add(codes, known.getConcept());
    }
    return codes;
  }

  private static void add(Set<String> codes, List<ConceptDefinitionComponent> concepts) {
    for (ConceptDefinitionComponent concept : concepts) {
      codes.add(concept.getCode());
      add(codes, concept.getConcept());
    }
  }
}
