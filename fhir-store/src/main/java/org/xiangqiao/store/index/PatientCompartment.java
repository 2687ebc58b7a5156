package org.xiangqiao.store.index;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which reference leads from a type to its Patient (居民), for column {@code patient_rid}.
 *
 * @param parameter {@code patient}, or {@code subject} where there is no such; null if neither
 * @param columnParameters parameters whose references to a Patient are all in the column, because
 *     they stand on one element that does not repeat: searches may go by the column
 */
public record PatientCompartment(IndexedParameter parameter, Set<String> columnParameters) {

  private static final Pattern SINGLE_ELEMENT =
      Pattern.compile("\\w+\\.(\\w+)(?:\\.where\\(resolve\\(\\) is Patient\\))?");

  static PatientCompartment of(
      RuntimeResourceDefinition type, Map<String, IndexedParameter> parameters) {
    IndexedParameter patient = parameters.get("patient");
    IndexedParameter subject = parameters.get("subject");
    IndexedParameter leading = pointsToPatient(patient) ? patient : subject;
    if (!pointsToPatient(leading)) {
      return new PatientCompartment(null, Set.of());
    }
    Set<String> columnParameters = new HashSet<>();
    Optional<String> element = singleElement(type, leading);
    for (IndexedParameter each : new IndexedParameter[] {patient, subject}) {
      if (each != null && element.isPresent() && element.equals(singleElement(type, each))) {
        columnParameters.add(each.name());
      }
    }
    return new PatientCompartment(leading, Set.copyOf(columnParameters));
  }

  private static boolean pointsToPatient(IndexedParameter parameter) {
    return parameter != null
        && (parameter.targets().isEmpty() || parameter.targets().contains("Patient"));
  }

  private static Optional<String> singleElement(
      RuntimeResourceDefinition type, IndexedParameter parameter) {
    if (parameter.paths().size() != 1) {
      return Optional.empty();
    }
    Matcher path = SINGLE_ELEMENT.matcher(parameter.paths().get(0).toString());
    if (!path.matches()) {
      return Optional.empty();
    }
    BaseRuntimeChildDefinition child = type.getChildByName(path.group(1));
    return child != null && child.getMax() == 1 ? Optional.of(path.group(1)) : Optional.empty();
  }
}
