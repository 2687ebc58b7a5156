package org.xiangqiao.terminology.service.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;

/** Several sources as one: what an earlier one has comes first. */
public record CompositeSource(List<TerminologySource> sources) implements TerminologySource {

  public CompositeSource {
    sources = List.copyOf(sources);
  }

  @Override
  public List<CodeSystemContent> codeSystems(String url) {
    return all(each -> each.codeSystems(url));
  }

  @Override
  public List<CodeSystemContent> supplements(String url) {
    return all(each -> each.supplements(url));
  }

  @Override
  public List<ValueSet> valueSets(String url) {
    return all(each -> each.valueSets(url));
  }

  @Override
  public List<ConceptMap> conceptMaps(String url) {
    return all(each -> each.conceptMaps(url));
  }

  @Override
  public List<ConceptMap> conceptMapsFrom(String system, String target) {
    return all(each -> each.conceptMapsFrom(system, target));
  }

  private <T> List<T> all(Function<TerminologySource, List<T>> part) {
    List<T> all = null;
    for (TerminologySource source : sources) {
      List<T> found = part.apply(source);
      if (!found.isEmpty()) {
        if (all == null) {
          all = found;
        } else {
          all = new ArrayList<>(all);
          all.addAll(found);
        }
      }
    }
    return all == null ? List.of() : all;
  }
}
