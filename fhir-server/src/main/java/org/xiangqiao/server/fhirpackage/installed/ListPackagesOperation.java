package org.xiangqiao.server.fhirpackage.installed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.store.Caller;

/** {@code $packages}: which packages the caller's county validates with, its own and the shared. */
final class ListPackagesOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "packages",
          "https://xiangqiao.org/fhir/OperationDefinition/packages",
          "Lists the FHIR packages that are installed for the caller's county and for all.",
          Set.of(OperationShape.Level.SYSTEM),
          Set.of(),
          false,
          List.of());

  private final Packages packages;

  ListPackagesOperation(Packages packages) {
    this.packages = packages;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return OperationRights.none();
  }

  @Override
  public Answer answer(OperationRequest call) {
    int tenant = call.caller().tenantId();
    List<InstalledPackage> all = new ArrayList<>(packages.all(tenant));
    if (tenant != Caller.DEFINITIONS_TENANT) {
      all.addAll(packages.all(Caller.DEFINITIONS_TENANT));
    }
    return PackageAnswer.of(all);
  }
}
