package org.xiangqiao.store.index;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The indexed search parameters of one resource type. */
public final class TypeParameters {

  private final String type;
  private final Map<String, IndexedParameter> byName;
  private final IndexedParameter mainDate;
  private final PatientCompartment compartment;
  private final Map<String, List<IndexedParameter>> unions;

  TypeParameters(
      String type,
      Map<String, IndexedParameter> byName,
      IndexedParameter mainDate,
      PatientCompartment compartment) {
    this(type, byName, mainDate, compartment, ValueUnions.of(byName.values()));
  }

  private TypeParameters(
      String type,
      Map<String, IndexedParameter> byName,
      IndexedParameter mainDate,
      PatientCompartment compartment,
      Map<String, List<IndexedParameter>> unions) {
    this.unions = unions;
    this.type = type;
    this.byName = Collections.unmodifiableMap(byName);
    this.mainDate = mainDate;
    this.compartment = compartment;
  }

  /** These and some more, whose values are always stored as their own: they may go again. */
  TypeParameters with(List<IndexedParameter> more) {
    Map<String, IndexedParameter> all = new TreeMap<>(byName);
    more.forEach(each -> all.putIfAbsent(each.name(), each));
    return new TypeParameters(type, all, mainDate, compartment, unions);
  }

  /** Under which parameters the values of one are stored: itself, or those it is made of. */
  public List<IndexedParameter> stored(IndexedParameter parameter) {
    return unions.getOrDefault(parameter.name(), List.of(parameter));
  }

  boolean isUnion(IndexedParameter parameter) {
    return unions.containsKey(parameter.name());
  }

  public String type() {
    return type;
  }

  /** By name, in alphabetical order. */
  public Collection<IndexedParameter> all() {
    return byName.values();
  }

  public Optional<IndexedParameter> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The date kept in {@code date_low} and {@code date_high}, if the type has one. */
  public Optional<IndexedParameter> mainDate() {
    return Optional.ofNullable(mainDate);
  }

  public boolean isMainDate(IndexedParameter parameter) {
    return parameter.equals(mainDate);
  }

  public PatientCompartment compartment() {
    return compartment;
  }
}
