package org.xiangqiao.terminology.service.stored;

import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;

/**
 * Adds a value set of all codes to every code system: its address and {@code ?fhir_vs}, as R4
 * (snomedct.html#implicit) has it for one of them. An imported table needs no value set of its own
 * to be searched.
 */
record ImplicitValueSets(TerminologySource source) implements TerminologySource {

  private static final String ALL = "?fhir_vs";

  @Override
  public List<ValueSet> valueSets(String url) {
    List<ValueSet> stored = source.valueSets(url);
    return stored.isEmpty() && url.endsWith(ALL)
        ? source.codeSystem(url.substring(0, url.length() - ALL.length())).stream()
            .map(system -> all(url, system))
            .toList()
        : stored;
  }

  private static ValueSet all(String url, CodeSystemContent system) {
    CodeSystem about = system.about();
    ValueSet all = new ValueSet();
    all.setUrl(url);
    all.setVersion(about.getVersion());
    all.setTitle(about.hasTitle() ? about.getTitle() : about.getName());
    all.setStatus(PublicationStatus.ACTIVE);
    all.getCompose().addInclude().setSystem(about.getUrl());
    return all;
  }

  @Override
  public List<CodeSystemContent> codeSystems(String url) {
    return source.codeSystems(url);
  }

  @Override
  public List<CodeSystemContent> supplements(String url) {
    return source.supplements(url);
  }

  @Override
  public List<ConceptMap> conceptMaps(String url) {
    return source.conceptMaps(url);
  }

  @Override
  public List<ConceptMap> conceptMapsFrom(String system, String target) {
    return source.conceptMapsFrom(system, target);
  }
}
