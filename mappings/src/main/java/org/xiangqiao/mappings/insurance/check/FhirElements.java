package org.xiangqiao.mappings.insurance.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.terminology.CsvResource;

/** FHIR element from which a field is filled, from {@code elements.csv}. */
public final class FhirElements {

  private final Map<String, String> elements;

  private FhirElements(Map<String, String> elements) {
    this.elements = Map.copyOf(elements);
  }

  public static FhirElements load() {
    Map<String, String> elements = new HashMap<>();
    for (Map<String, String> row : CsvResource.rows(FhirElements.class, "elements.csv")) {
      for (String infno : row.get("infno").split(" ")) {
        String key = infno + "." + row.get("node") + "." + row.get("key");
        if (elements.put(key, row.get("element")) != null) {
          throw new IllegalStateException(key + " is twice in elements.csv");
        }
      }
    }
    return new FhirElements(elements);
  }

  /**
   * FHIRPath of the element.
   *
   * @param row of the node, from 0
   */
  public Optional<String> find(String infno, String node, String key, int row) {
    return Optional.ofNullable(elements.get(infno + "." + node + "." + key))
        .map(element -> element.replace("[row]", "[" + row + "]"));
  }
}
