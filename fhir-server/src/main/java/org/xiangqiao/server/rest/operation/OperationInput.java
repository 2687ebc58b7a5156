package org.xiangqiao.server.rest.operation;

import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * Reads the parameters of a call (R4 operations.html#request): primitives from the URL, anything
 * from a posted Parameters, a single resource as the body itself. What was not declared, is of
 * another type, comes too often or is missing is refused.
 */
final class OperationInput {

  private final FhirContext context;
  private final ResourceReader reader;

  OperationInput(FhirContext context, ResourceReader reader) {
    this.context = context;
    this.reader = reader;
  }

  Parameters of(OperationShape shape, ServletRequestDetails request) {
    return of(shape, request, false);
  }

  /**
   * @param bodyLeft whether the body is left to the operation
   */
  Parameters of(OperationShape shape, ServletRequestDetails request, boolean bodyLeft) {
    Parameters parameters = new Parameters();
    request.getParameters().forEach((name, values) -> addFromUrl(parameters, shape, name, values));
    if (request.getRequestType() == RequestTypeEnum.POST && !bodyLeft) {
      addFromBody(parameters, shape, request);
    }
    shape.parameters().forEach(declared -> check(parameters, declared));
    return parameters;
  }

  private void addFromUrl(
      Parameters parameters, OperationShape shape, String name, String... values) {
    OperationParameter declared = shape.parameter(name).orElse(null);
    if (declared == null && Presentation.PARAMETERS.contains(name)) {
      return;
    }
    if (declared == null && shape.parameters().isEmpty()) {
      for (String value : values) {
        parameters.addParameter().setName(name).setValue(new StringType(value));
      }
      return;
    }
    if (declared == null) {
      throw unknown(shape, name, "http." + name);
    }
    if (!declared.primitive()) {
      throw RestFaults.of(
              400, IssueType.INVALID, "operation-parameter-in-url", "http." + name, name)
          .exception();
    }
    for (String value : values) {
      parameters.addParameter().setName(name).setValue(primitive(declared, value));
    }
  }

  private Type primitive(OperationParameter declared, String value) {
    BaseRuntimeElementDefinition<?> definition = context.getElementDefinition(declared.type());
    PrimitiveType<?> primitive = (PrimitiveType<?>) definition.newInstance();
    try {
      primitive.setValueAsString(value);
    } catch (RuntimeException malformed) {
      throw wrongType(declared, "http." + declared.name());
    }
    return primitive;
  }

  private void addFromBody(
      Parameters parameters, OperationShape shape, ServletRequestDetails request) {
    byte[] body = request.loadRequestContents();
    if (body == null || body.length == 0) {
      return;
    }
    Resource content = reader.read(body, request.getHeader("Content-Type"));
    request.setResource(content);
    if (content instanceof Parameters sent) {
      int index = 0;
      for (ParametersParameterComponent parameter : sent.getParameter()) {
        String place = "Parameters.parameter[" + index + "]";
        OperationParameter declared = shape.parameter(parameter.getName()).orElse(null);
        if (declared == null && !shape.parameters().isEmpty()) {
          throw unknown(shape, parameter.getName(), place);
        }
        parameters.addParameter(declared == null ? parameter : typed(declared, parameter, place));
        index++;
      }
      return;
    }
    List<OperationParameter> whole =
        shape.parameters().stream().filter(OperationParameter::resource).toList();
    if (whole.size() != 1) {
      throw RestFaults.invalid("operation-body", content.fhirType(), "$" + shape.name())
          .exception();
    }
    parameters.addParameter().setName(whole.get(0).name()).setResource(content);
  }

  /** A primitive of a kindred type ({@code string} for {@code code}) is taken by its text. */
  private ParametersParameterComponent typed(
      OperationParameter declared, ParametersParameterComponent sent, String place) {
    if (declared.resource()) {
      if (sent.getResource() == null) {
        throw wrongType(declared, place);
      }
      return sent;
    }
    if (declared.primitive()) {
      if (!(sent.getValue() instanceof PrimitiveType<?> value)) {
        throw wrongType(declared, place);
      }
      ParametersParameterComponent read = new ParametersParameterComponent();
      return read.setName(declared.name()).setValue(primitive(declared, value.getValueAsString()));
    }
    boolean fits =
        declared.type().equals("Element")
            ? sent.getValue() != null || sent.hasPart()
            : sent.getValue() != null && sent.getValue().fhirType().equals(declared.type());
    if (!fits) {
      throw wrongType(declared, place);
    }
    return sent;
  }

  private static void check(Parameters parameters, OperationParameter declared) {
    int given = 0;
    for (ParametersParameterComponent parameter : parameters.getParameter()) {
      given += declared.name().equals(parameter.getName()) ? 1 : 0;
    }
    if (given == 0 && declared.required()) {
      throw RestFaults.of(
              400, IssueType.REQUIRED, "operation-parameter-missing", "", declared.name())
          .exception();
    }
    if (given > 1 && !declared.repeats()) {
      throw RestFaults.invalid("operation-parameter-repeated", "", declared.name()).exception();
    }
  }

  private static RuntimeException wrongType(OperationParameter declared, String place) {
    return RestFaults.invalid("operation-parameter-type", place, declared.name(), declared.type())
        .exception();
  }

  private static RuntimeException unknown(OperationShape shape, String name, String place) {
    return RestFaults.of(
            400,
            IssueType.NOTSUPPORTED,
            "operation-parameter-unknown",
            place,
            name,
            "$" + shape.name(),
            String.join(", ", shape.parameters().stream().map(OperationParameter::name).toList()))
        .exception();
  }
}
