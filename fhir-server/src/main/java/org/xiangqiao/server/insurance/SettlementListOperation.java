package org.xiangqiao.server.insurance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.list.ListDesk;
import org.xiangqiao.integration.insurance.list.ListDesk.AfterLoss;
import org.xiangqiao.integration.insurance.list.ListDesk.Release;
import org.xiangqiao.mappings.insurance.fhir.SettlementListForm;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/**
 * {@code Claim/[id]/$insurance-settlement-list} (结算清单): what cashier and coder know of a settled
 * stay; with both the list goes up (4101A). Without any of it the answer is where the list is.
 */
final class SettlementListOperation implements FhirOperation {

  private static final String FIELD = "field";
  private static final String ROW = "row";
  private static final Map<String, String> NAMED =
      Map.of(
          "invoiceCode", SettlementListForm.INVOICE_CODE,
          "invoiceNumber", SettlementListForm.INVOICE_NUMBER,
          "coder", SettlementListForm.CODER,
          "department", SettlementListForm.DEPARTMENT);

  private final ListDesk desk;
  private final InsuranceFaults faults;

  SettlementListOperation(ListDesk desk, InsuranceFaults faults) {
    this.desk = desk;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        "insurance-settlement-list",
        "https://fhir.xiangqiao.org/OperationDefinition/claim-insurance-settlement-list",
        "Fills the settlement list of a settled stay in, and tells where it is.",
        Set.of(Level.INSTANCE),
        Set.of("Claim"),
        true,
        List.of(
            OperationParameter.optional("invoiceCode", "string", "Code of the invoice."),
            OperationParameter.optional("invoiceNumber", "string", "Number of the invoice."),
            OperationParameter.optional(
                "coder", "string", "Who coded the stay; releases the list."),
            OperationParameter.optional("department", "string", "Whose work the coding was."),
            OperationParameter.repeated(
                FIELD, "Element", "A field of setlinfo that no resource holds: parts key, value."),
            OperationParameter.repeated(
                ROW, "Element", "A row of opspdiseinfo, icuinfo or bldinfo: part node, fields."),
            OperationParameter.optional(
                "afterLoss",
                "code",
                "What a person found at the platform after an answer was lost: again, arrived.")));
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.update("Claim", request.id())
        .and(OperationRights.read("Patient", null))
        .and(OperationRights.read("Coverage", null))
        .and(OperationRights.read("Encounter", null))
        .and(OperationRights.read("Condition", null))
        .and(OperationRights.read("Procedure", null));
  }

  @Override
  public Answer answer(OperationRequest request) {
    AfterLoss found = request.text("afterLoss").map(this::afterLoss).orElse(null);
    try {
      return told(desk.release(request.caller(), request.id(), form(request), found));
    } catch (DeskException refused) {
      throw faults.of(refused);
    }
  }

  private AfterLoss afterLoss(String code) {
    return AfterLoss.find(code)
        .orElseThrow(() -> faults.body("Parameters.parameter.where(name='afterLoss')").exception());
  }

  private SettlementListForm form(OperationRequest request) {
    Map<String, String> fields = new HashMap<>(fields(request.named(FIELD)));
    NAMED.forEach((name, key) -> request.text(name).ifPresent(value -> fields.put(key, value)));
    Map<String, List<Map<String, String>>> rows = new LinkedHashMap<>();
    for (ParametersParameterComponent row : request.named(ROW)) {
      rows.computeIfAbsent(part(row, "node"), node -> new ArrayList<>())
          .add(
              fields(row.getPart().stream().filter(part -> FIELD.equals(part.getName())).toList()));
    }
    return new SettlementListForm(fields, rows);
  }

  private Map<String, String> fields(List<ParametersParameterComponent> given) {
    Map<String, String> fields = new HashMap<>();
    given.forEach(field -> fields.put(part(field, "key"), part(field, "value")));
    return fields;
  }

  private String part(ParametersParameterComponent parameter, String name) {
    return parameter.getPart().stream()
        .filter(part -> name.equals(part.getName()) && part.getValue() != null)
        .map(part -> part.getValue().primitiveValue())
        .filter(value -> value != null)
        .findFirst()
        .orElseThrow(
            () ->
                faults
                    .body(
                        "Parameters.parameter.where(name='%s').part.where(name='%s')"
                            .formatted(parameter.getName(), name))
                    .exception());
  }

  private static Answer told(Release release) {
    Parameters answer = new Parameters();
    answer.addParameter("state", new CodeType(release.state().code()));
    if (release.taskId() != null) {
      answer.addParameter("task", new Reference("Task/" + release.taskId()));
    }
    if (!release.words().isEmpty()) {
      answer.addParameter("message", release.words());
    }
    release.lacking().forEach(key -> answer.addParameter("lacking", new CodeType(key)));
    return Answer.ok(new Answer.Model(answer));
  }
}
