package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.xiangqiao.store.SearchRequest.Compartment;
import org.xiangqiao.store.index.Compartments;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.TypeParameters;

/** Turns a compartment into a condition: any of its parameters points at the centre. */
public final class CompartmentReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");

  private final Compartments compartments;
  private final IndexHash hash;
  private final boolean patientsStored;

  /**
   * @param patientsStored whether references to Patients lead to stored ones
   */
  public CompartmentReader(Compartments compartments, IndexHash hash, boolean patientsStored) {
    this.patientsStored = patientsStored;
    this.compartments = compartments;
    this.hash = hash;
  }

  /** Types that can be in the compartment; refuses a centre that has none. */
  public Set<String> types(Compartment compartment) {
    Set<String> types = compartments.types(compartment.type());
    if (types.isEmpty()) {
      throw SearchProblems.noCompartment(compartment.type(), compartments.centres());
    }
    return types;
  }

  public Criterion read(int tenantId, TypeParameters type, Compartment compartment) {
    Set<String> types = types(compartment);
    if (!types.contains(type.type())) {
      throw SearchProblems.notInCompartment(type.type(), compartment.type(), types);
    }
    if (!ID.matcher(compartment.id()).matches()) {
      throw SearchProblems.badReference(compartment.type());
    }
    List<String> names = compartments.parameters(compartment.type(), type.type());
    if (names.contains(Compartments.CENTRE)) {
      return new IdCriterion(List.of(compartment.id()));
    }
    long[] hashes =
        names.stream()
            .map(name -> type.find(name).orElseThrow())
            .mapToLong(
                parameter ->
                    hash.reference(tenantId, parameter.key(), compartment.type(), compartment.id()))
            .toArray();
    boolean byColumn =
        patientsStored
            && compartment.type().equals("Patient")
            && type.compartment().columnParameters().containsAll(names);
    return new TokenCriterion(
        hashes, false, byColumn ? List.of(compartment.id()) : null, List.of());
  }
}
