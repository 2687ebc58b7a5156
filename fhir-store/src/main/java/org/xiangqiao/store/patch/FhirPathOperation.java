package org.xiangqiao.store.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;

/**
 * One operation of a FHIRPath Patch (R4 fhirpatch.html), its parts checked for presence and type.
 *
 * @param place for example {@code Parameters.parameter[2]}
 * @param name name of the element to add, or null
 * @param value the part that carries the value, or null
 * @param numbers {@code index}, {@code source} and {@code destination}, as far as given
 */
record FhirPathOperation(
    int index,
    String place,
    Kind kind,
    String path,
    String name,
    ParametersParameterComponent value,
    Map<String, Integer> numbers) {

  /** Operations of one patch, at most. */
  private static final int MOST = 1000;

  private static final int LONGEST_PATH = 1000;

  /** Selecting an element needs none of these, and some can run for very long. */
  private static final Pattern REFUSED_FUNCTION =
      Pattern.compile("\\b(matches\\w*|replaceMatches|repeat|resolve|trace|memberOf)\\s*\\(");

  enum Kind {
    ADD("path", "name", "value"),
    INSERT("path", "index", "value"),
    DELETE("path"),
    REPLACE("path", "value"),
    MOVE("path", "source", "destination");

    private final Set<String> parts;

    Kind(String... parts) {
      this.parts = Set.of(parts);
    }
  }

  static List<FhirPathOperation> read(Parameters patch) {
    List<ParametersParameterComponent> parameters = patch.getParameter();
    if (parameters.size() > MOST) {
      throw PatchProblems.tooLong("Parameters.parameter", parameters.size(), MOST);
    }
    List<FhirPathOperation> operations = new ArrayList<>();
    for (ParametersParameterComponent parameter : parameters) {
      operations.add(read(parameter, operations.size()));
    }
    return operations;
  }

  int number(String part) {
    return numbers.get(part);
  }

  String shownPath() {
    return PatchProblems.shown(path);
  }

  private static FhirPathOperation read(ParametersParameterComponent parameter, int index) {
    String place = "Parameters.parameter[" + index + "]";
    if (!"operation".equals(parameter.getName())) {
      throw PatchProblems.malformed(place + ".name", "patch-not-operation", index);
    }
    Kind kind = kind(text(parameter, "type"), place, index);
    Map<String, Integer> numbers = new java.util.HashMap<>();
    for (ParametersParameterComponent part : parameter.getPart()) {
      String name = part.getName();
      if (!"type".equals(name) && (name == null || !kind.parts.contains(name))) {
        throw PatchProblems.malformed(
            place, "patch-part-unknown", index, String.valueOf(name), kind.parts);
      }
      if (part.getValue() instanceof IntegerType number && number.hasValue()) {
        numbers.put(name, number.getValue());
      }
    }
    for (String name : kind.parts) {
      boolean number = !Set.of("path", "name", "value").contains(name);
      boolean given =
          number
              ? numbers.containsKey(name)
              : name.equals("value")
                  ? part(parameter, name) != null
                  : text(parameter, name) != null;
      if (!given) {
        throw PatchProblems.malformed(place, "patch-part-missing", index, name);
      }
    }
    String path = text(parameter, "path");
    if (path.length() > LONGEST_PATH
        || REFUSED_FUNCTION.matcher(PatchProblems.withoutLiterals(path)).find()) {
      throw PatchProblems.malformed(
          place, "patch-path-refused", index, PatchProblems.shown(path), LONGEST_PATH);
    }
    return new FhirPathOperation(
        index, place, kind, path, text(parameter, "name"), part(parameter, "value"), numbers);
  }

  private static Kind kind(String type, String place, int index) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(java.util.Locale.ROOT).equals(type)) {
        return kind;
      }
    }
    throw PatchProblems.malformed(place, "patch-op-unknown", index);
  }

  private static String text(ParametersParameterComponent parameter, String name) {
    ParametersParameterComponent part = part(parameter, name);
    return part != null && part.getValue() instanceof PrimitiveType<?> text && text.hasValue()
        ? text.getValueAsString()
        : null;
  }

  private static ParametersParameterComponent part(
      ParametersParameterComponent parameter, String name) {
    return parameter.getPart().stream()
        .filter(part -> name.equals(part.getName()))
        .findFirst()
        .orElse(null);
  }
}
