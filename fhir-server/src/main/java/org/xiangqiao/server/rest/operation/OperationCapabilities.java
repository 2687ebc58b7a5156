package org.xiangqiao.server.rest.operation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceOperationComponent;
import org.xiangqiao.server.rest.capability.CapabilityContributor;

/** Lists the operations in the CapabilityStatement, at the system and at each type. */
public final class OperationCapabilities implements CapabilityContributor {

  private final Operations operations;
  private final Set<String> types;

  /**
   * @param types whose resources lie in the store: operations for all types are about these
   */
  public OperationCapabilities(Operations operations, Set<String> types) {
    this.operations = operations;
    this.types = types;
  }

  @Override
  public void contribute(CapabilityStatement statement, String root) {
    Map<String, List<OperationShape>> offered = operations.byType(types);
    CapabilityStatementRestComponent rest = statement.getRestFirstRep();
    offered.getOrDefault(null, List.of()).forEach(shape -> describe(rest.addOperation(), shape));
    rest.getResource()
        .forEach(
            resource ->
                offered
                    .getOrDefault(resource.getType(), List.of())
                    .forEach(shape -> describe(resource.addOperation(), shape)));
  }

  private static void describe(
      CapabilityStatementRestResourceOperationComponent operation, OperationShape shape) {
    operation.setName(shape.name()).setDefinition(shape.definition());
    operation.setDocumentation(shape.summary());
  }
}
