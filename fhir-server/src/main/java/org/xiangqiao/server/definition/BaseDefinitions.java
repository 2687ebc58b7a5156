package org.xiangqiao.server.definition;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r5.model.StructureDefinition;

/**
 * R4's own definitions, each read and converted when it is first asked for, once in a server: the
 * same object serves all counties.
 */
public final class BaseDefinitions implements IValidationSupport {

  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

  private final FhirContext context;
  private final Map<String, IBaseResource> read = new ConcurrentHashMap<>();
  private BaseFiles files;
  private List<org.hl7.fhir.r4.model.StructureDefinition> specializations;
  private List<StructureDefinition> types;
  private Set<String> primitives;

  public BaseDefinitions(FhirContext context) {
    this.context = context;
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  /** By its address, its name, or the name of a primitive type with a capital, as HAPI asks. */
  @Override
  public IBaseResource fetchStructureDefinition(String canonical) {
    String url = withoutVersion(canonical);
    if (url.indexOf('/') < 0) {
      url = CORE + url;
    }
    IBaseResource found = find("StructureDefinition", url);
    String name = url.startsWith(CORE) ? url.substring(CORE.length()) : "";
    if (found != null || name.isEmpty() || !Character.isUpperCase(name.charAt(0))) {
      return found;
    }
    String primitive = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return find("StructureDefinition", CORE + primitive)
            instanceof org.hl7.fhir.r4.model.StructureDefinition lower
        ? DefinitionSource.mark(lower.copy().setType(name), DefinitionSource.CORE)
        : null;
  }

  @Override
  public IBaseResource fetchValueSet(String canonical) {
    return either("ValueSet", canonical);
  }

  @Override
  public IBaseResource fetchCodeSystem(String canonical) {
    return either("CodeSystem", canonical);
  }

  /** Some tables of HL7 v2 have their version in the url itself. */
  private IBaseResource either(String type, String canonical) {
    IBaseResource exact = find(type, canonical);
    return exact != null ? exact : find(type, withoutVersion(canonical));
  }

  /** R4 has one version of each; its own references often name another. */
  private static String withoutVersion(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }

  private IBaseResource find(String type, String url) {
    BaseFiles there = files();
    return read.computeIfAbsent(
        type + " " + url,
        key -> {
          String xml = there.xml(type, url);
          return xml == null
              ? null
              : DefinitionSource.mark(
                  context.newXmlParser().parseResource(xml), DefinitionSource.CORE);
        });
  }

  private synchronized BaseFiles files() {
    if (files == null) {
      files = BaseFiles.read();
    }
    return files;
  }

  /** Resources and data types, without profiles and extensions. */
  synchronized List<StructureDefinition> types(WorkerContextValidationSupportAdapter converter) {
    if (types == null) {
      types =
          specializations().stream()
              .map(each -> converter.fetchResource(StructureDefinition.class, each.getUrl()))
              .toList();
    }
    return types;
  }

  synchronized boolean isPrimitive(String name) {
    if (primitives == null) {
      primitives =
          specializations().stream()
              .filter(each -> each.getKind() == StructureDefinitionKind.PRIMITIVETYPE)
              .map(org.hl7.fhir.r4.model.StructureDefinition::getName)
              .collect(Collectors.toUnmodifiableSet());
    }
    return primitives.contains(name);
  }

  private List<org.hl7.fhir.r4.model.StructureDefinition> specializations() {
    if (specializations == null) {
      List<org.hl7.fhir.r4.model.StructureDefinition> found = new ArrayList<>();
      for (String name : files().typeNames()) {
        if (find("StructureDefinition", CORE + name)
                instanceof org.hl7.fhir.r4.model.StructureDefinition type
            && type.getDerivation() != TypeDerivationRule.CONSTRAINT) {
          found.add(type);
        }
      }
      specializations = found;
    }
    return specializations;
  }
}
