package org.xiangqiao.terminology.builder.profile;

import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.ResourceType;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.xiangqiao.terminology.builder.SourcePlace;

/** What every profile's source leaves out: it constrains a type of FHIR 4.0.1. */
final class ProfileDefaults {

  private ProfileDefaults() {}

  static StructureDefinition filled(StructureDefinition source) {
    StructureDefinition profile = source.copy();
    SourcePlace.set(profile, SourcePlace.of(source));
    if (!profile.hasFhirVersion()) {
      profile.setFhirVersion(FHIRVersion._4_0_1);
    }
    if (!profile.hasKind()) {
      profile.setKind(
          isResource(profile.getType())
              ? StructureDefinitionKind.RESOURCE
              : StructureDefinitionKind.COMPLEXTYPE);
    }
    if (!profile.hasAbstract()) {
      profile.setAbstract(false);
    }
    if (!profile.hasDerivation()) {
      profile.setDerivation(TypeDerivationRule.CONSTRAINT);
    }
    if (!profile.hasBaseDefinition() && profile.hasType()) {
      profile.setBaseDefinition("http://hl7.org/fhir/StructureDefinition/" + profile.getType());
    }
    return profile;
  }

  private static boolean isResource(String type) {
    for (ResourceType each : ResourceType.values()) {
      if (type.equals(each.toCode())) {
        return true;
      }
    }
    return false;
  }
}
