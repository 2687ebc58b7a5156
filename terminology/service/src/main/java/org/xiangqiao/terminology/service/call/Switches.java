package org.xiangqiao.terminology.service.call;

import java.util.List;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;

/**
 * Parameters by name, as the operations read them; absent and {@code null} are the same.
 *
 * @param parameters as sent
 */
public record Switches(Parameters parameters) {

  /** Null when it was not given. */
  public Boolean flag(String name) {
    String text = text(name);
    return text == null ? null : Boolean.valueOf(text);
  }

  public boolean on(String name) {
    return Boolean.TRUE.equals(flag(name));
  }

  /** Null when it was not given. */
  public String text(String name) {
    List<String> all = texts(name);
    return all.isEmpty() ? null : all.get(0);
  }

  public List<String> texts(String name) {
    return parameters.getParameter().stream()
        .filter(each -> name.equals(each.getName()))
        .map(ParametersParameterComponent::getValue)
        .filter(PrimitiveType.class::isInstance)
        .map(value -> ((PrimitiveType<?>) value).getValueAsString())
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  /** -1 when it was not given. */
  public int number(String name) {
    String text = text(name);
    return text == null ? -1 : Integer.parseInt(text);
  }
}
