package org.xiangqiao.server.rest.operation;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.store.Caller;

/**
 * One call of an operation.
 *
 * @param http the request behind it, for headers and answers of an unusual form
 * @param parameters from URL and body, names and types as declared
 */
public record OperationRequest(ServletRequestDetails http, Parameters parameters) {

  public Caller caller() {
    return CallerContext.of(http.getServletRequest());
  }

  /** Resource type of the address, or null. */
  public String type() {
    return http.getResourceName();
  }

  /** Logical id of the address, or null. */
  public String id() {
    return http.getId() == null ? null : http.getId().getIdPart();
  }

  /** Version of the address, or null. */
  public String version() {
    return http.getId() == null ? null : http.getId().getVersionIdPart();
  }

  public OperationShape.Level level() {
    if (type() == null) {
      return OperationShape.Level.SYSTEM;
    }
    return id() == null ? OperationShape.Level.TYPE : OperationShape.Level.INSTANCE;
  }

  /** Text of the first value, for a primitive. */
  public Optional<String> text(String name) {
    return texts(name).stream().findFirst();
  }

  public List<String> texts(String name) {
    return values(name).stream()
        .filter(PrimitiveType.class::isInstance)
        .map(value -> ((PrimitiveType<?>) value).getValueAsString())
        .toList();
  }

  /** Values separated by commas, in one parameter or several. */
  public List<String> list(String name) {
    return texts(name).stream()
        .flatMap(text -> java.util.Arrays.stream(text.split(",")))
        .map(String::trim)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  public List<Type> values(String name) {
    return named(name).stream()
        .map(ParametersParameterComponent::getValue)
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  public Optional<Resource> resource(String name) {
    return named(name).stream()
        .map(ParametersParameterComponent::getResource)
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }

  public List<ParametersParameterComponent> named(String name) {
    return parameters.getParameter().stream()
        .filter(parameter -> name.equals(parameter.getName()))
        .toList();
  }
}
