package org.xiangqiao.terminology.builder.profile;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.hapi.converters.canonical.VersionCanonicalizer;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r5.elementmodel.Manager;
import org.xiangqiao.terminology.builder.PackageBuilder;
import org.xiangqiao.terminology.builder.PackageInfo;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** The package as built, and a validator over it, once for all tests of a JVM. */
public final class PackageContent {

  private static final String REFERENCE = Manager.class.getPackage().getImplementationVersion();

  private static final class Holder {
    static final PackageContent BUILT = new PackageContent(FhirContext.forR4Cached());
  }

  private final FhirContext context;
  private final List<Resource> resources;
  private final List<StructureDefinition> profiles;
  private final ReferenceValidator validator;
  private final CompiledValidator compiled;

  private PackageContent(FhirContext context) {
    this(context, sources(context), "", ValidationLimits.ordinary());
  }

  private PackageContent(
      FhirContext context, List<Resource> resources, String digest, ValidationLimits limits) {
    this.context = context;
    this.resources = resources;
    profiles =
        resources.stream()
            .filter(StructureDefinition.class::isInstance)
            .map(StructureDefinition.class::cast)
            .toList();
    validator =
        new ReferenceValidator(
            context,
            resources,
            ReferenceVerdicts.digestOf(PackageFolder.SOURCES) + " " + REFERENCE + digest);
    List<Resource> complete = resources.stream().map(this::complete).toList();
    MemoryDefinitions definitions = new MemoryDefinitions(context, complete);
    compiled = new CompiledValidator(context, definitions, new MemoryCodes(definitions), limits);
  }

  private static List<Resource> sources(FhirContext context) {
    PackageInfo info = PackageInfo.read(PackageFolder.SOURCES.resolve("package.yaml"));
    return PackageBuilder.of(context, info).resources(PackageFolder.SOURCES);
  }

  /** Profiles that come without a snapshot get that of the reference. */
  private Resource complete(Resource each) {
    if (!(each instanceof StructureDefinition profile) || profile.hasSnapshot()) {
      return each;
    }
    try {
      var made = validator.profile(profile.getUrl());
      return made == null
          ? each
          : (Resource) new VersionCanonicalizer(context).structureDefinitionFromCanonical(made);
    } catch (RuntimeException noSnapshot) {
      // What it is based on is not here; who uses it hears so from both.
      return each;
    }
  }

  public static PackageContent built() {
    return Holder.BUILT;
  }

  /**
   * With these definitions beside the package's, and limits that a suite's large resources need.
   */
  public PackageContent with(List<Resource> more, String digest, ValidationLimits limits) {
    List<Resource> all = new ArrayList<>(more);
    all.addAll(resources);
    return new PackageContent(context, all, digest, limits);
  }

  /** With their snapshots. */
  List<StructureDefinition> profiles() {
    return profiles;
  }

  public CompiledValidator compiled() {
    return compiled;
  }

  public ReferenceValidator validator() {
    return validator;
  }
}
