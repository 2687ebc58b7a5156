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

  TypeParameters(
      String type,
      Map<String, IndexedParameter> byName,
      IndexedParameter mainDate,
      PatientCompartment compartment) {
    this.type = type;
    this.byName = Collections.unmodifiableMap(byName);
    this.mainDate = mainDate;
    this.compartment = compartment;
  }

  /** These and some more. */
  TypeParameters with(List<IndexedParameter> more) {
    Map<String, IndexedParameter> all = new TreeMap<>(byName);
    more.forEach(each -> all.putIfAbsent(each.name(), each));
    return new TypeParameters(type, all, mainDate, compartment);
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
