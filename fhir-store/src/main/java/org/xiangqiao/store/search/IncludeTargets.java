package org.xiangqiao.store.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.index.ReferenceTarget;
import org.xiangqiao.store.index.SearchParameters;

/** What resources point at by the parameters of {@code _include}. */
final class IncludeTargets {

  /**
   * By type.
   *
   * @param ids logical ids; of a reference to a version the current one is meant
   * @param canonicals URLs of definitions, {@code |version} included
   */
  record Targets(Map<String, Set<String>> ids, Map<String, Set<String>> canonicals) {}

  private final BodyReader bodies;
  private final SearchParameters parameters;

  IncludeTargets(BodyReader bodies, SearchParameters parameters) {
    this.bodies = bodies;
    this.parameters = parameters;
  }

  Targets of(List<Hit> hits, List<SearchQuery.Include> includes) {
    Targets targets = new Targets(new TreeMap<>(), new TreeMap<>());
    for (Hit hit : hits) {
      List<SearchQuery.Include> own =
          includes.stream()
              .filter(include -> include.parameter().type().equals(hit.resource().type()))
              .toList();
      if (own.isEmpty()) {
        continue;
      }
      Resource body = bodies.read(hit.resource());
      for (SearchQuery.Include include : own) {
        include.parameter().visit(body, (element, place) -> add(element, include, targets));
      }
    }
    return targets;
  }

  private void add(Base element, SearchQuery.Include include, Targets targets) {
    if (element instanceof Reference reference) {
      ReferenceTarget.parse(reference.getReference())
          .filter(ReferenceTarget::isLocal)
          .filter(target -> isWanted(target.type(), include))
          .ifPresent(target -> add(targets.ids(), target.type(), target.id()));
    } else if (element.isPrimitive() && element.hasPrimitiveValue()) {
      String url = element.primitiveValue();
      for (String type : include.parameter().targets()) {
        if (isWanted(type, include) && parameters.of(type).find("url").isPresent()) {
          add(targets.canonicals(), type, url);
        }
      }
    }
  }

  private boolean isWanted(String type, SearchQuery.Include include) {
    return parameters.knowsType(type)
        && (include.targetType() == null || include.targetType().equals(type));
  }

  private static void add(Map<String, Set<String>> targets, String type, String target) {
    targets.computeIfAbsent(type, any -> new LinkedHashSet<>()).add(target);
  }
}
