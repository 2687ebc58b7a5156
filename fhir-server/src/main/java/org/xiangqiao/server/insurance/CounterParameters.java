package org.xiangqiao.server.insurance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;

/** What a counter sends beside a resource: who works there, and what the patient showed. */
final class CounterParameters {

  private static final List<OperationParameter> WORKSTATION =
      List.of(
          OperationParameter.optional(
              "operatorType", "code", "1 a person (usual), 2 a kiosk, 3 a mobile device."),
          OperationParameter.required("mac", "string", "MAC address of the workstation."),
          OperationParameter.required("ip", "string", "IP address of the workstation."));

  static final List<OperationParameter> COUNTER =
      all(
          OperationParameter.required("operator", "string", "Number of the operator (opter)."),
          OperationParameter.required("operatorName", "string", "Name of the operator."));

  /** Where the resource may name the operator. */
  static final List<OperationParameter> ENTERED =
      all(
          OperationParameter.optional(
              "operator",
              "string",
              "Number of the operator (opter); without it that of enterer.identifier."),
          OperationParameter.optional(
              "operatorName", "string", "Name of the operator; without it enterer.display."));

  static final List<OperationParameter> CREDENTIAL =
      List.of(
          OperationParameter.optional(
              "credentialType", "code", "What the patient showed (mdtrt_cert_type)."),
          OperationParameter.optional(
              "credential", "string", "Token or card number (mdtrt_cert_no); never stored."),
          OperationParameter.optional(
              "cardSerial", "string", "Serial of the card (card_sn); never stored."));

  private CounterParameters() {}

  static Counter counter(OperationRequest request) {
    return counter(
        request,
        request.text("operator").orElseThrow(),
        request.text("operatorName").orElseThrow());
  }

  /**
   * The parameters win over the resource.
   *
   * @param enterer of the resource: identifier and display
   */
  static Counter counter(OperationRequest request, Reference enterer, InsuranceFaults faults) {
    return counter(
        request,
        named(request.text("operator"), enterer.getIdentifier().getValue(), "operator", faults),
        named(request.text("operatorName"), enterer.getDisplay(), "operatorName", faults));
  }

  private static String named(
      Optional<String> parameter, String entered, String name, InsuranceFaults faults) {
    return parameter
        .or(() -> Optional.ofNullable(entered))
        .orElseThrow(
            () -> faults.body("Parameters.parameter.where(name='" + name + "')").exception());
  }

  private static Counter counter(OperationRequest request, String operator, String name) {
    return new Counter(
        request.text("operatorType").orElse("1"),
        operator,
        name,
        request.text("mac").orElseThrow(),
        request.text("ip").orElseThrow());
  }

  private static List<OperationParameter> all(OperationParameter... operator) {
    return Stream.concat(Stream.of(operator), WORKSTATION.stream()).toList();
  }

  /** Null when the patient showed nothing. */
  static Credential credential(OperationRequest request) {
    return request.text("credential").isEmpty()
        ? null
        : new Credential(
            request.text("credentialType").orElse(null),
            request.text("credential").get(),
            request.text("cardSerial").orElse(null));
  }
}
