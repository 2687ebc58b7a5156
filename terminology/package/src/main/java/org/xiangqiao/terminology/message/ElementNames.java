package org.xiangqiao.terminology.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.terminology.CsvResource;

/**
 * Chinese and English names of elements: those of the profile that found fault, else those of R4's
 * elements ({@code elements.csv}), else the last name of the path.
 */
public final class ElementNames {

  private final Map<String, Words> base = new HashMap<>();
  private final Function<String, Map<String, Words>> byProfile;

  /**
   * @param profiles whose elements have a {@code short} in Chinese and English
   */
  public ElementNames(List<StructureDefinition> profiles) {
    this(
        profiles.stream()
                .collect(
                    Collectors.toMap(
                        StructureDefinition::getUrl,
                        each -> ProfileWords.of(each).names(),
                        (older, newer) -> newer))
            ::get);
  }

  /**
   * @param byProfile names by path, of a profile by its canonical; null if it is not known
   */
  ElementNames(Function<String, Map<String, Words>> byProfile) {
    this.byProfile = byProfile;
    CsvResource.rows(ElementNames.class, "elements.csv")
        .forEach(row -> base.put(row.get("path"), new Words(row.get("zh"), row.get("en"))));
  }

  /**
   * @param type of the resource
   * @param location FHIRPath, as validators write it: {@code Patient.name[0].given[1]}
   * @param profile its canonical without version, or null
   */
  public Words of(String type, String location, String profile) {
    String path = path(type, location);
    Map<String, Words> names = profile == null ? null : byProfile.apply(profile);
    Words own = named(names == null ? Map.of() : names, path);
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
