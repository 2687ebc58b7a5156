package org.xiangqiao.server.fhirpackage.installed;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.hapi.converters.canonical.VersionCanonicalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.definition.DefinitionContext;
import org.xiangqiao.server.fhirpackage.installed.PackageContent.Definition;

/**
 * Reads every definition of a package strictly, and looks whether its profiles hold together with
 * what they are built on: R4, the package itself, and what is installed.
 */
final class PackageCheck {

  private final FhirContext fhir;
  private final BaseDefinitions base;
  private final int maxFindings;

  PackageCheck(FhirContext fhir, BaseDefinitions base, int maxFindings) {
    this.fhir = fhir;
    this.base = base;
    this.maxFindings = maxFindings;
  }

  /**
   * @param installed what the package may be built on
   * @throws PackageProblem with everything that was found, up to the limit
   */
  void require(PackageContent content, List<IValidationSupport> installed) {
    List<PackageFinding> findings = new ArrayList<>();
    Map<String, IBaseResource> read = new HashMap<>();
    List<StructureDefinition> profiles = new ArrayList<>();
    Map<StructureDefinition, Definition> files = new java.util.IdentityHashMap<>();
    IParser parser = fhir.newJsonParser();
    parser.setParserErrorHandler(new StrictErrorHandler());
    for (Definition each : content.definitions()) {
      try {
        MetadataResource resource = (MetadataResource) parser.parseResource(each.json());
        read.put(each.type() + " " + each.canonical(), resource);
        read.put(each.type() + " " + each.url(), resource);
        if (resource instanceof StructureDefinition profile) {
          profiles.add(profile);
          files.put(profile, each);
        }
      } catch (RuntimeException unreadable) {
        findings.add(
            PackageFinding.at(
                each.type(), "package-resource", each.file(), unreadable.getMessage()));
      }
    }
    refuse(findings);
    List<IValidationSupport> supports = new ArrayList<>();
    supports.add(base);
    supports.add(new Own(fhir, read));
    supports.addAll(installed);
    supports.add(new SnapshotGeneratingValidationSupport(fhir));
    VersionCanonicalizer converter = new VersionCanonicalizer(fhir);
    ValidationSupportChain all = new ValidationSupportChain(supports);
    for (StructureDefinition each : profiles) {
      if (circular(each, all)) {
        findings.add(
            PackageFinding.at(
                "StructureDefinition.baseDefinition",
                "profile-circle",
                files.get(each).canonical()));
      }
    }
    // To put one together would never end.
    refuse(findings);
    ProfileCheck check = new ProfileCheck(new DefinitionContext(base, all));
    for (StructureDefinition each : profiles) {
      findings.addAll(
          check.findings(
              files.get(each).canonical(), converter.structureDefinitionToCanonical(each)));
      if (findings.size() >= maxFindings) {
        break;
      }
    }
    refuse(findings);
  }

  private static boolean circular(StructureDefinition profile, IValidationSupport all) {
    Set<String> seen = new HashSet<>();
    StructureDefinition each = profile;
    while (each != null && each.hasBaseDefinition()) {
      if (!seen.add(each.getUrl() + "|" + each.getVersion())) {
        return true;
      }
      each = (StructureDefinition) all.fetchStructureDefinition(each.getBaseDefinition());
    }
    return false;
  }

  private void refuse(List<PackageFinding> findings) {
    if (!findings.isEmpty()) {
      throw new PackageProblem(findings.subList(0, Math.min(findings.size(), maxFindings)));
    }
  }

  /** What the package itself defines. */
  private record Own(FhirContext context, Map<String, IBaseResource> read)
      implements IValidationSupport {

    @Override
    public FhirContext getFhirContext() {
      return context;
    }

    @Override
    public IBaseResource fetchStructureDefinition(String url) {
      return read.get("StructureDefinition " + url);
    }

    @Override
    public IBaseResource fetchValueSet(String url) {
      return read.get("ValueSet " + url);
    }

    @Override
    public IBaseResource fetchCodeSystem(String url) {
      return read.get("CodeSystem " + url);
    }

    @Override
    public boolean isValueSetSupported(ValidationSupportContext none, String url) {
      return fetchValueSet(url) != null;
    }

    @Override
    public boolean isCodeSystemSupported(ValidationSupportContext none, String url) {
      return fetchCodeSystem(url) != null;
    }
  }
}
