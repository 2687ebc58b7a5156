package org.xiangqiao.store.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;

/**
 * Which search parameters put a resource into the compartment (分区) of a Patient, Encounter,
 * RelatedPerson, Practitioner or Device (R4 compartmentdefinition.html).
 */
public final class Compartments {

  /** Stands for the centre itself. */
  public static final String CENTRE = "{def}";

  private final Map<String, Map<String, List<String>>> parameters = new TreeMap<>();

  public Compartments() {
    for (CSVRecord row : DataTable.rows("compartments.csv")) {
      parameters
          .computeIfAbsent(row.get("compartment"), compartment -> new TreeMap<>())
          .computeIfAbsent(row.get("type"), type -> new ArrayList<>())
          .add(row.get("parameter"));
    }
  }

  /** Types whose resources have a compartment. */
  public Set<String> centres() {
    return new TreeSet<>(parameters.keySet());
  }

  /** Types that can be in the compartment of a resource of type {@code centre}. */
  public Set<String> types(String centre) {
    return new TreeSet<>(parameters.getOrDefault(centre, Map.of()).keySet());
  }

  /** Names of the parameters, any of which suffices; empty if the type is not in it. */
  public List<String> parameters(String centre, String type) {
    return List.copyOf(parameters.getOrDefault(centre, Map.of()).getOrDefault(type, List.of()));
  }
}
