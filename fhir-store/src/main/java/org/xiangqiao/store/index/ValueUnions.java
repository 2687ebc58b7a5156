package org.xiangqiao.store.index;

import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.COMPOSITE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.NUMBER;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.QUANTITY;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Parameters whose values are those of others together, such as {@code combo-value-quantity} of
 * {@code value-quantity} and {@code component-value-quantity}: a search asks for the others, and
 * their rows are not stored a second time. For amounts, whose rows are the widest.
 */
final class ValueUnions {

  private static final Set<RestSearchParameterTypeEnum> AMOUNTS = Set.of(NUMBER, QUANTITY);

  private ValueUnions() {}

  /** By the name of the union, the parameters that it is made of. */
  static Map<String, List<IndexedParameter>> of(Collection<IndexedParameter> parameters) {
    List<IndexedParameter> amounts =
        parameters.stream()
            .filter(ValueUnions::endsInAmount)
            .sorted(Comparator.comparingInt(parameter -> places(parameter).size()))
            .toList();
    Map<String, List<IndexedParameter>> unions = new HashMap<>();
    for (IndexedParameter union : amounts) {
      Set<String> places = places(union);
      Set<String> covered = new HashSet<>();
      List<IndexedParameter> parts = new ArrayList<>();
      for (IndexedParameter part : amounts) {
        Set<String> own = places(part);
        boolean within = own.size() < places.size() && places.containsAll(own);
        if (within && part.kind() == union.kind() && !unions.containsKey(part.name())) {
          parts.add(part);
          covered.addAll(own);
        }
      }
      if (covered.equals(places)) {
        unions.put(union.name(), List.copyOf(parts));
      }
    }
    return Map.copyOf(unions);
  }

  private static boolean endsInAmount(IndexedParameter parameter) {
    if (parameter.kind() != COMPOSITE) {
      return AMOUNTS.contains(parameter.kind());
    }
    List<CompositeParameter.Component> components = parameter.composite().components();
    return AMOUNTS.contains(components.get(components.size() - 1).kind());
  }

  /** Where values stand, in words that are equal for equal places. */
  private static Set<String> places(IndexedParameter parameter) {
    if (parameter.composite() == null) {
      return parameter.paths().stream().map(ElementPath::toString).collect(Collectors.toSet());
    }
    List<String> kinds =
        parameter.composite().components().stream()
            .map(component -> component.kind() + " " + component.targets())
            .toList();
    return parameter.composite().instances().stream()
        .map(each -> each.base() + " " + each.values() + " " + each.absolute() + " " + kinds)
        .collect(Collectors.toSet());
  }
}
