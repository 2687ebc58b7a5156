package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.search.criteria.CompartmentReader;
import org.xiangqiao.store.search.criteria.ParameterName;
import org.xiangqiao.store.search.criteria.SearchProblems;
import org.xiangqiao.store.search.criteria.ValueSyntax;

/** Which types a search over several types reads, and what it can ask of them. */
final class SeveralTypes {

  static final String TYPE = "_type";

  private final SearchParameters parameters;
  private final CompartmentReader compartments;

  SeveralTypes(SearchParameters parameters, CompartmentReader compartments) {
    this.parameters = parameters;
    this.compartments = compartments;
  }

  /** In alphabetical order; never empty. */
  List<String> of(SearchRequest request) {
    Set<String> possible =
        new TreeSet<>(
            request.compartment() == null
                ? parameters.types()
                : compartments.types(request.compartment()));
    for (String value : request.parameters().getOrDefault(TYPE, List.of())) {
      Set<String> named = new TreeSet<>();
      for (String type : ValueSyntax.split(value, ',')) {
        if (type.isBlank()) {
          throw SearchProblems.emptyValue(TYPE);
        }
        if (!parameters.knowsType(type)) {
          throw SearchProblems.unknownType(type);
        }
        if (request.compartment() != null && !possible.contains(type)) {
          throw SearchProblems.notInCompartment(type, request.compartment().type(), possible);
        }
        named.add(type);
      }
      possible.retainAll(named);
    }
    if (possible.isEmpty()) {
      throw SearchProblems.badResultParameter(TYPE, "_type=Patient,Observation");
    }
    return new ArrayList<>(possible);
  }

  /** Refuses what shapes an answer of one type only. */
  static void requireCommon(ParameterName name, List<String> values) {
    boolean includes = name.code().equals("_include") || name.code().equals("_revinclude");
    if (includes) {
      throw SearchProblems.notAcrossTypes(name.raw());
    }
    if (name.code().equals("_sort")
        && !values.equals(List.of("_lastUpdated"))
        && !values.equals(List.of("-_lastUpdated"))) {
      throw SearchProblems.sortAcrossTypes();
    }
  }
}
