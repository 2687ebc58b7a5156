package org.xiangqiao.server.fhirpackage.installed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r5.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r5.model.ElementDefinition;
import org.hl7.fhir.r5.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r5.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.model.StructureDefinition.TypeDerivationRule;
import org.xiangqiao.server.definition.DefinitionContext;

/**
 * Whether a profile says something that can be held against a resource: its base is there, its
 * elements are those of the base and only narrower, its invariants compile (R4 profiling.html).
 */
public final class ProfileCheck {

  private final DefinitionContext definitions;
  private final FHIRPathEngine paths;
  private final BaseElements elements;

  public ProfileCheck(DefinitionContext definitions) {
    this.definitions = definitions;
    this.paths = new FHIRPathEngine(definitions);
    this.elements = new BaseElements(definitions);
  }

  /**
   * @param profile as it was sent
   */
  public List<PackageFinding> findings(String canonical, StructureDefinition profile) {
    List<PackageFinding> findings = new ArrayList<>();
    for (ElementDefinition each : stated(profile)) {
      each.getConstraint().forEach(rule -> invariant(canonical, each, rule, findings));
    }
    if (profile.getDerivation() == TypeDerivationRule.CONSTRAINT) {
      Optional<StructureDefinition> base = base(profile);
      if (base.isEmpty()) {
        findings.add(
            PackageFinding.at(
                "StructureDefinition.baseDefinition",
                "profile-base-unknown",
                canonical,
                profile.getBaseDefinition()));
      } else if (!base.get().getType().equals(profile.getType())) {
        findings.add(
            PackageFinding.at(
                "StructureDefinition.type",
                "profile-type",
                canonical,
                profile.getType(),
                base.get().getType()));
      } else {
        for (ElementDefinition each : stated(profile)) {
          element(canonical, base.get(), each, findings);
        }
      }
    }
    return findings.isEmpty() ? unusable(canonical) : findings;
  }

  /** Whether its snapshot can be made, if it brings none. */
  private List<PackageFinding> unusable(String canonical) {
    try {
      definitions.fetchResource(StructureDefinition.class, canonical);
      return List.of();
    } catch (RuntimeException noSnapshot) {
      return List.of(unusable(canonical, noSnapshot));
    }
  }

  private static PackageFinding unusable(String canonical, RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return PackageFinding.at(
        "StructureDefinition.differential", "profile-snapshot", canonical, cause.getMessage());
  }

  private static List<ElementDefinition> stated(StructureDefinition profile) {
    return profile.hasDifferential()
        ? profile.getDifferential().getElement()
        : profile.getSnapshot().getElement();
  }

  private Optional<StructureDefinition> base(StructureDefinition profile) {
    try {
      return Optional.ofNullable(
          definitions.fetchResource(StructureDefinition.class, profile.getBaseDefinition()));
    } catch (RuntimeException unusable) {
      return Optional.empty();
    }
  }

  private void invariant(
      String canonical,
      ElementDefinition element,
      ElementDefinitionConstraintComponent rule,
      List<PackageFinding> findings) {
    if (!rule.hasExpression()) {
      return;
    }
    try {
      paths.parse(rule.getExpression());
    } catch (RuntimeException wrong) {
      findings.add(
          PackageFinding.at(
              element.getPath(),
              "profile-invariant",
              canonical,
              id(element),
              rule.getKey(),
              wrong.getMessage()));
    }
  }

  private void element(
      String canonical,
      StructureDefinition base,
      ElementDefinition stated,
      List<PackageFinding> findings) {
    Optional<ElementDefinition> found = elements.find(base, stated.getPath());
    if (found.isEmpty()) {
      findings.add(
          PackageFinding.at(
              stated.getPath(), "profile-element-unknown", canonical, id(stated), base.getUrl()));
      return;
    }
    ElementDefinition wider = found.get();
    boolean slice = id(stated).contains(":");
    if (!slice && stated.hasMin() && wider.hasMin() && stated.getMin() < wider.getMin()) {
      findings.add(
          contradiction("profile-min", canonical, stated, stated.getMin(), wider.getMin()));
    }
    if (stated.hasMax() && wider.hasMax() && most(stated.getMax()) > most(wider.getMax())) {
      findings.add(
          contradiction("profile-max", canonical, stated, stated.getMax(), wider.getMax()));
    }
    if (stated.hasMin() && stated.hasMax() && stated.getMin() > most(stated.getMax())) {
      findings.add(
          contradiction("profile-min-max", canonical, stated, stated.getMin(), stated.getMax()));
    }
    for (TypeRefComponent type : stated.getType()) {
      if (!elements.allows(wider, type.getWorkingCode())) {
        findings.add(
            contradiction(
                "profile-element-type",
                canonical,
                stated,
                type.getWorkingCode(),
                wider.typeSummary()));
      }
    }
  }

  private static PackageFinding contradiction(
      String rule, String canonical, ElementDefinition stated, Object own, Object bases) {
    return PackageFinding.at(stated.getPath(), rule, canonical, id(stated), own, bases);
  }

  private static String id(ElementDefinition element) {
    return element.hasId() ? element.getId() : element.getPath();
  }

  private static long most(String max) {
    return max.matches("[0-9]{1,9}") ? Long.parseLong(max) : Long.MAX_VALUE;
  }
}
