package org.xiangqiao.terminology.service.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.call.VersionMatch;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;

/** Terminology out of a few resources that are at hand, newest version first. */
public final class ResourceSource implements TerminologySource {

  private final Map<String, List<CodeSystemContent>> systems = new HashMap<>();
  private final Map<String, List<CodeSystemContent>> supplements = new HashMap<>();
  private final Map<String, List<ValueSet>> valueSets = new HashMap<>();
  private final List<ConceptMap> maps = new ArrayList<>();
  private final Function<CodeSystem, CodeSystemContent> compile;

  public ResourceSource(List<? extends Resource> resources) {
    this(resources, MemoryCodeSystem::of);
  }

  /**
   * @param compile the content of a code system, which may have been compiled before
   */
  public ResourceSource(
      List<? extends Resource> resources, Function<CodeSystem, CodeSystemContent> compile) {
    this.compile = compile;
    for (Resource resource : resources) {
      if (resource instanceof CodeSystem system && system.hasUrl()) {
        add(system);
      } else if (resource instanceof ValueSet valueSet && valueSet.hasUrl()) {
        valueSets.computeIfAbsent(valueSet.getUrl(), url -> new ArrayList<>()).add(valueSet);
      } else if (resource instanceof ConceptMap map) {
        maps.add(map);
      }
    }
    systems
        .values()
        .forEach(
            all ->
                all.sort(
                    Comparator.comparing(
                        each -> each.about().getVersion(), VersionMatch.NEWEST_FIRST)));
    valueSets
        .values()
        .forEach(
            all -> all.sort(Comparator.comparing(ValueSet::getVersion, VersionMatch.NEWEST_FIRST)));
  }

  private void add(CodeSystem system) {
    CodeSystemContent content = compile.apply(system);
    systems.computeIfAbsent(system.getUrl(), url -> new ArrayList<>()).add(content);
    if (system.getContent() == CodeSystemContentMode.SUPPLEMENT && system.hasSupplements()) {
      String base = system.getSupplements().split("\\|", 2)[0];
      supplements.computeIfAbsent(base, url -> new ArrayList<>()).add(content);
    }
  }

  @Override
  public List<CodeSystemContent> codeSystems(String url) {
    return systems.getOrDefault(url, List.of());
  }

  @Override
  public List<CodeSystemContent> supplements(String url) {
    return supplements.getOrDefault(url, List.of());
  }

  @Override
  public List<ValueSet> valueSets(String url) {
    return valueSets.getOrDefault(url, List.of());
  }

  @Override
  public List<ConceptMap> conceptMaps(String url) {
    return maps.stream().filter(each -> url.equals(each.getUrl())).toList();
  }

  @Override
  public List<ConceptMap> conceptMapsFrom(String system, String target) {
    return maps.stream()
        .filter(
            map ->
                map.getGroup().stream()
                    .anyMatch(
                        group ->
                            system.equals(group.getSource())
                                && (target == null
                                    || target.equals(group.getTarget())
                                    || map.getTarget() != null
                                        && target.equals(map.getTarget().primitiveValue()))))
        .toList();
  }
}
