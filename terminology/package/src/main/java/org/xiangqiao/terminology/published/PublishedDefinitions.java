package org.xiangqiao.terminology.published;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * Structures, value sets and code systems that R4 publishes, each read when it is first asked for
 * and then kept: HAPI's own support reads all of a kind at once. One instance serves a process.
 */
public final class PublishedDefinitions implements IValidationSupport {

  /** The package that they belong to, with its version. */
  public static final String SOURCE = "hl7.fhir.r4.core#4.0.1";

  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

  private final FhirContext context;
  private final Map<String, IBaseResource> read = new ConcurrentHashMap<>();
  private PublishedFiles files;

  public PublishedDefinitions(FhirContext context) {
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
    return find("StructureDefinition", CORE + primitive) instanceof StructureDefinition lower
        ? marked(lower.copy().setType(name))
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

  /** Names of resources and data types; some are profiles of them. */
  public List<String> typeNames() {
    return List.copyOf(files().typeNames());
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
    PublishedFiles there = files();
    String asked = type + " " + url;
    // Most of what is asked for is not of R4: nobody waits for a place in the map then.
    if (!there.keys().contains(asked)) {
      return null;
    }
    IBaseResource known = read.get(asked);
    if (known != null) {
      return known;
    }
    return read.computeIfAbsent(
        asked,
        key -> {
          String xml = there.xml(type, url);
          return xml == null ? null : marked(context.newXmlParser().parseResource(xml));
        });
  }

  private static IBaseResource marked(IBaseResource definition) {
    definition.setUserData(DefaultProfileValidationSupport.SOURCE_PACKAGE_ID, SOURCE);
    return definition;
  }

  private synchronized PublishedFiles files() {
    if (files == null) {
      files = PublishedFiles.read();
    }
    return files;
  }
}
