package org.xiangqiao.terminology.builder.profile;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.terminology.builder.PackageBuilder;
import org.xiangqiao.terminology.builder.PackageInfo;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** The package as built, and a validator over it, once for all tests of a JVM. */
final class PackageContent {

  private static final class Holder {
    static final PackageContent BUILT = new PackageContent(FhirContext.forR4Cached());
  }

  private final List<StructureDefinition> profiles;
  private final ReferenceValidator validator;
  private final CompiledValidator compiled;

  private PackageContent(FhirContext context) {
    PackageInfo info = PackageInfo.read(PackageFolder.SOURCES.resolve("package.yaml"));
    List<Resource> resources = PackageBuilder.of(context, info).resources(PackageFolder.SOURCES);
    profiles =
        resources.stream()
            .filter(StructureDefinition.class::isInstance)
            .map(StructureDefinition.class::cast)
            .toList();
    validator = new ReferenceValidator(context, resources);
    MemoryDefinitions definitions = new MemoryDefinitions(context, resources);
    compiled =
        new CompiledValidator(
            context, definitions, new MemoryCodes(definitions), ValidationLimits.ordinary());
  }

  static PackageContent built() {
    return Holder.BUILT;
  }

  /** With their snapshots. */
  List<StructureDefinition> profiles() {
    return profiles;
  }

  CompiledValidator compiled() {
    return compiled;
  }

  ReferenceValidator validator() {
    return validator;
  }
}
