package org.xiangqiao.terminology.service.published;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.published.PublishedDefinitions;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;

/**
 * The code systems and value sets of FHIR R4 with HL7's v2 and v3 tables, read when first asked
 * for; languages, media types and units beside them.
 */
public final class PublishedSource implements TerminologySource {

  private static final List<String> PLACES =
      List.of("http://hl7.org/fhir/", "http://terminology.hl7.org/");

  private final PublishedDefinitions published;
  private final Map<String, CodeSystemContent> computed;
  private final Map<String, CodeSystemContent> systems = new ConcurrentHashMap<>();

  public PublishedSource(PublishedDefinitions published) {
    this.published = published;
    this.computed = ComputedCodeSystem.all(published.getFhirContext());
  }

  @Override
  public List<CodeSystemContent> codeSystems(String url) {
    CodeSystemContent found = computed.get(url);
    if (found == null && isPublished(url)) {
      found = systems.get(url);
      if (found == null && published.fetchCodeSystem(url) instanceof CodeSystem system) {
        found = systems.computeIfAbsent(url, each -> MemoryCodeSystem.of(system));
      }
    }
    return found == null ? List.of() : List.of(found);
  }

  private static boolean isPublished(String url) {
    return url.startsWith(PLACES.get(0)) || url.startsWith(PLACES.get(1));
  }

  @Override
  public List<ValueSet> valueSets(String url) {
    return isPublished(url) && published.fetchValueSet(url) instanceof ValueSet valueSet
        ? List.of(valueSet)
        : List.of();
  }
}
