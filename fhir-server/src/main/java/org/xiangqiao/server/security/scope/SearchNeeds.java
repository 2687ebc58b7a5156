package org.xiangqiao.server.security.scope;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a search needs scopes for: the type searched, and every type that it brings along ({@code
 * _include}, {@code _revinclude}) or looks into (chains, {@code _has}). FHIR R4 search.
 */
final class SearchNeeds {

  private final FhirContext context;

  SearchNeeds(FhirContext context) {
    this.context = context;
  }

  Set<Need> of(String type, Map<String, ? extends Collection<String>> parameters) {
    Set<Need> needs = new LinkedHashSet<>();
    needs.add(search(type));
    parameters.forEach(
        (name, values) -> {
          String plain = name.split(":", 2)[0];
          switch (plain) {
            case "_include" -> values.forEach(value -> addIncluded(value, needs));
            case "_revinclude" -> values.forEach(value -> needs.add(search(part(value, 0))));
            case "_has" -> needs.add(search(part(name, 1)));
            default -> addChain(type, name, needs);
          }
        });
    return needs;
  }

  private void addIncluded(String value, Set<Need> needs) {
    String target = part(value, 2);
    if (!SmartScope.ANY_TYPE.equals(target)) {
      needs.add(search(target));
    } else {
      targets(part(value, 0), part(value, 1)).forEach(each -> needs.add(search(each)));
    }
  }

  private void addChain(String type, String name, Set<Need> needs) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return;
    }
    String link = name.substring(0, dot);
    String named = part(link, 1);
    Collection<String> through =
        SmartScope.ANY_TYPE.equals(named) ? targets(type, link) : List.of(named);
    for (String each : through) {
      needs.add(search(each));
      addChain(each, name.substring(dot + 1), needs);
    }
  }

  /** Types that a reference parameter may point at; any type when that cannot be told. */
  private Collection<String> targets(String type, String parameter) {
    if (SmartScope.ANY_TYPE.equals(type) || !context.getResourceTypes().contains(type)) {
      return List.of(SmartScope.ANY_TYPE);
    }
    RuntimeSearchParam definition = context.getResourceDefinition(type).getSearchParam(parameter);
    if (definition == null || definition.getTargets().isEmpty()) {
      return List.of(SmartScope.ANY_TYPE);
    }
    return new ArrayList<>(definition.getTargets());
  }

  private static String part(String value, int place) {
    String[] parts = value.split(":");
    return place < parts.length && !parts[place].isBlank() ? parts[place] : SmartScope.ANY_TYPE;
  }

  private static Need search(String type) {
    return new Need(type, Permission.SEARCH);
  }
}
