package org.xiangqiao.server.insurance;

import java.util.List;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;

/** What a counter sends beside a resource: who works there, and what the patient showed. */
final class CounterParameters {

  static final List<OperationParameter> COUNTER =
      List.of(
          OperationParameter.required("operator", "string", "Number of the operator (opter)."),
          OperationParameter.required("operatorName", "string", "Name of the operator."),
          OperationParameter.optional(
              "operatorType", "code", "1 a person (usual), 2 a kiosk, 3 a mobile device."),
          OperationParameter.required("mac", "string", "MAC address of the workstation."),
          OperationParameter.required("ip", "string", "IP address of the workstation."));

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
    return new Counter(
        request.text("operatorType").orElse("1"),
        request.text("operator").orElseThrow(),
        request.text("operatorName").orElseThrow(),
        request.text("mac").orElseThrow(),
        request.text("ip").orElseThrow());
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
