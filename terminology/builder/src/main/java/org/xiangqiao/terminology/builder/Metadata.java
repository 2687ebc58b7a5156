package org.xiangqiao.terminology.builder;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;

/**
 * Fills what is the same for every definition (canonical, version, status, publisher, date,
 * jurisdiction China) and refuses those without a title. Sources leave these elements out.
 */
final class Metadata implements PackageStep {

  private final PackageInfo info;

  Metadata(PackageInfo info) {
    this.info = info;
  }

  @Override
  public List<Resource> apply(List<Resource> all) {
    List<String> problems = new ArrayList<>();
    for (Resource resource : all) {
      if (resource instanceof MetadataResource definition) {
        fill(definition);
        check(definition, problems);
      }
    }
    PackageException.throwIfAny(problems);
    return all;
  }

  private void fill(MetadataResource definition) {
    if (!(definition instanceof NamingSystem)) {
      if (!definition.hasUrl()) {
        definition.setUrl(canonical(definition));
      }
      definition.setVersion(info.version());
    }
    if (!definition.hasStatus()) {
      definition.setStatus(PublicationStatus.ACTIVE);
    }
    if (!definition.hasName()) {
      definition.setName(Names.ofId(definition.getIdPart()));
    }
    definition.setPublisher(info.publisher());
    definition.setDateElement(new DateTimeType(info.date().toString()));
    definition
        .getJurisdiction()
        .add(new CodeableConcept(new Coding("urn:iso:std:iso:3166", "CN", "China")));
  }

  private String canonical(MetadataResource definition) {
    return info.canonical() + "/" + definition.fhirType() + "/" + definition.getIdPart();
  }

  private void check(MetadataResource definition, List<String> problems) {
    boolean withoutTitle =
        definition instanceof NamingSystem || definition instanceof SearchParameter;
    String text = withoutTitle ? definition.getDescription() : definition.getTitle();
    String element = withoutTitle ? "description" : "title";
    if (text == null || text.isBlank()) {
      problems.add(SourcePlace.of(definition) + ": " + element + " is missing");
    } else if (text.codePoints().noneMatch(Character::isIdeographic)) {
      problems.add(SourcePlace.of(definition) + ": " + element + " has no Chinese: '" + text + "'");
    }
    if (!definition.fhirType().equals("CodeSystem")
        && definition.hasUrl()
        && !definition.getUrl().equals(canonical(definition))) {
      problems.add(
          SourcePlace.of(definition)
              + ": url is '"
              + definition.getUrl()
              + "', the package's rule says "
              + canonical(definition));
    }
  }
}
