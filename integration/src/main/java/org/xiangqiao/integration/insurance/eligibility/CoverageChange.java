package org.xiangqiao.integration.insurance.eligibility;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.ClassComponent;
import org.hl7.fhir.r4.model.Extension;

/**
 * A stored Coverage as the platform tells it now: what the platform knows nothing of stays as it
 * is.
 */
final class CoverageChange {

  private static final Set<String> TOLD =
      Set.of(
          "https://fhir.xiangqiao.org/StructureDefinition/insurance-identity",
          "https://fhir.xiangqiao.org/StructureDefinition/civil-servant",
          "https://fhir.xiangqiao.org/StructureDefinition/employer-name");

  private CoverageChange() {}

  static Coverage of(Coverage was, Coverage told) {
    Coverage now = was.copy();
    told.getMeta().getProfile().stream()
        .filter(profile -> !now.getMeta().hasProfile(profile.getValue()))
        .forEach(profile -> now.getMeta().addProfile(profile.getValue()));
    List<Extension> others =
        was.getExtension().stream()
            .filter(extension -> !TOLD.contains(extension.getUrl()))
            .map(Extension::copy)
            .collect(Collectors.toList());
    told.getExtension().forEach(extension -> others.add(extension.copy()));
    now.setExtension(others);
    now.setStatus(told.getStatus());
    if (!now.hasRelationship()) {
      now.setRelationship(told.getRelationship().copy());
    }
    if (told.hasPeriod()) {
      now.setPeriod(told.getPeriod().copy());
    }
    List<ClassComponent> classes =
        was.getClass_().stream()
            .filter(
                one ->
                    told.getClass_().stream()
                        .noneMatch(other -> other.getType().equalsDeep(one.getType())))
            .map(ClassComponent::copy)
            .collect(Collectors.toList());
    told.getClass_().forEach(one -> classes.add(one.copy()));
    now.setClass_(classes);
    return now;
  }
}
