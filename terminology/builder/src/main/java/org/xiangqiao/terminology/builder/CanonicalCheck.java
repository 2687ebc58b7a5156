package org.xiangqiao.terminology.builder;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;

/**
 * Refuses a canonical or an id that is there twice, and every reference to a definition below our
 * own base that the package does not have.
 */
final class CanonicalCheck implements PackageStep {

  private final FhirContext fhir;
  private final Pattern ours;

  CanonicalCheck(FhirContext fhir, PackageInfo info) {
    this.fhir = fhir;
    this.ours =
        Pattern.compile(
            "("
                + Pattern.quote(info.canonical())
                + "/(?:CodeSystem|ValueSet|ConceptMap|StructureDefinition|SearchParameter"
                + "|Questionnaire|PlanDefinition|OperationDefinition)/[^|#]+)(?:[|#].*)?");
  }

  @Override
  public List<Resource> apply(List<Resource> all) {
    List<String> problems = new ArrayList<>();
    Map<String, Resource> canonicals = new LinkedHashMap<>();
    Map<String, Resource> ids = new LinkedHashMap<>();
    for (Resource resource : all) {
      once(ids, resource.fhirType() + "/" + resource.getIdPart(), resource, "the id", problems);
      if (resource instanceof MetadataResource definition && !(resource instanceof NamingSystem)) {
        once(canonicals, definition.getUrl(), resource, "the canonical", problems);
      }
    }
    for (Resource resource : all) {
      for (String reference : references(resource)) {
        if (!canonicals.containsKey(reference)) {
          problems.add(
              SourcePlace.of(resource)
                  + ": refers to "
                  + reference
                  + ", which is not in this package");
        }
      }
    }
    PackageException.throwIfAny(problems);
    return all;
  }

  private static void once(
      Map<String, Resource> seen,
      String key,
      Resource resource,
      String what,
      List<String> problems) {
    Resource other = seen.putIfAbsent(key, resource);
    if (other != null) {
      problems.add(
          SourcePlace.of(resource)
              + ": "
              + what
              + " "
              + key
              + " is also that of "
              + SourcePlace.of(other));
    }
  }

  private Set<String> references(Resource resource) {
    Set<String> found = new LinkedHashSet<>();
    for (UriType uri :
        fhir.newTerser().getAllPopulatedChildElementsOfType(resource, UriType.class)) {
      var matcher = ours.matcher(uri.getValue() == null ? "" : uri.getValue());
      if (matcher.matches()) {
        found.add(matcher.group(1));
      }
    }
    return found;
  }
}
