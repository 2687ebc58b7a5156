package org.xiangqiao.server.fhirpackage.installed;

import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.problem.FaultException;

/** {@code $remove-package}: takes one version of a package of the caller's county away. */
final class RemovePackageOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "remove-package",
          "https://xiangqiao.org/fhir/OperationDefinition/remove-package",
          "Removes one version of an installed FHIR package of the caller's county.",
          Set.of(OperationShape.Level.SYSTEM),
          Set.of(),
          true,
          List.of(
              OperationParameter.required("name", "string", "Of the package."),
              OperationParameter.required("version", "string", "Of the package.")));

  private final Packages packages;

  RemovePackageOperation(Packages packages) {
    this.packages = packages;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return PackageScope.RIGHTS;
  }

  @Override
  public Answer answer(OperationRequest call) {
    int tenant = call.caller().tenantId();
    try {
      packages.remove(tenant, call.text("name").orElseThrow(), call.text("version").orElseThrow());
      return PackageAnswer.of(packages.all(tenant));
    } catch (PackageProblem refused) {
      throw new FaultException(refused.faults());
    }
  }
}
