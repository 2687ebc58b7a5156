package org.xiangqiao.terminology.service.call;

import java.util.List;
import java.util.Objects;
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
    for (ParametersParameterComponent each : parameters.getParameter()) {
      String text = name.equals(each.getName()) ? text(each) : null;
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  public List<String> texts(String name) {
    return parameters.getParameter().stream()
        .filter(each -> name.equals(each.getName()))
        .map(Switches::text)
        .filter(Objects::nonNull)
        .toList();
  }

  private static String text(ParametersParameterComponent parameter) {
    return parameter.getValue() instanceof PrimitiveType<?> value ? value.getValueAsString() : null;
  }

  /** -1 when it was not given. */
  public int number(String name) {
    String text = text(name);
    return text == null ? -1 : Integer.parseInt(text);
  }
}
