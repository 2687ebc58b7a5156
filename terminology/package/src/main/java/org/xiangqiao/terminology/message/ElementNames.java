package org.xiangqiao.terminology.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.terminology.CsvResource;

/**
 * Chinese and English names of elements: those of the profile that found fault, else those of R4's
 * elements ({@code elements.csv}), else the last name of the path.
 */
public final class ElementNames {

  private final Map<String, Words> base = new HashMap<>();
  private final Map<String, Map<String, Words>> byProfile = new HashMap<>();

  /**
   * @param profiles whose elements have a {@code short} in Chinese and English
   */
  public ElementNames(List<StructureDefinition> profiles) {
    CsvResource.rows(ElementNames.class, "elements.csv")
        .forEach(row -> base.put(row.get("path"), new Words(row.get("zh"), row.get("en"))));
    for (StructureDefinition profile : profiles) {
      Map<String, Words> names = new HashMap<>();
      for (ElementDefinition each : profile.getDifferential().getElement()) {
        // A slice has a name of its own, which its siblings do not have.
        if (each.hasShort() && !each.hasSliceName() && !each.getId().contains(":")) {
          names.put(each.getPath(), Words.split(each.getShort()));
        }
      }
      byProfile.put(profile.getUrl(), names);
    }
  }

  /**
   * @param type of the resource
   * @param location FHIRPath, as validators write it: {@code Patient.name[0].given[1]}
   * @param profile its canonical without version, or null
   */
  public Words of(String type, String location, String profile) {
    String path = path(type, location);
    Words own = named(byProfile.getOrDefault(profile, Map.of()), path);
    if (own != null) {
      return own;
    }
    Words known = named(base, path);
    if (known != null) {
      return known;
    }
    String last = path.substring(path.lastIndexOf('.') + 1);
    Words common = base.get("*." + last);
    return common != null ? common : new Words(last, last);
  }

  /** {@code value[x]} is meant by {@code valueQuantity} and {@code value} as well. */
  private static Words named(Map<String, Words> names, String path) {
    Words exact = names.get(path);
    if (exact != null) {
      return exact;
    }
    Words choice = names.get(path + "[x]");
    if (choice != null) {
      return choice;
    }
    int last = path.lastIndexOf('.') + 1;
    for (int i = last + 1; i < path.length(); i++) {
      if (Character.isUpperCase(path.charAt(i))
          && names.containsKey(path.substring(0, i) + "[x]")) {
        return names.get(path.substring(0, i) + "[x]");
      }
    }
    return null;
  }

  /** Without indexes, casts, comments and what leads to the resource inside of a bundle. */
  static String path(String type, String location) {
    String bare =
        location
            .replaceAll("/\\*.*?\\*/", "")
            .replaceAll("\\[[^\\]]*\\]", "")
            .replaceAll("\\.ofType\\([^)]*\\)", "");
    int inner = bare.lastIndexOf(".resource.");
    if (inner >= 0) {
      return type + bare.substring(inner + ".resource".length());
    }
    return bare.isEmpty() ? type : bare;
  }
}
