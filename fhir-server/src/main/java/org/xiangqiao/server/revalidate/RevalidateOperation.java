package org.xiangqiao.server.revalidate;

import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** {@code $revalidate}: holds what is stored against the profiles of today (存量数据复核). */
final class RevalidateOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "revalidate",
          "https://xiangqiao.org/fhir/OperationDefinition/revalidate",
          "Checks stored resources again, in the background, and reports which rules they break.",
          Set.of(Level.SYSTEM),
          Set.of(),
          true,
          List.of(
              OperationParameter.repeated(
                  "_type", "code", "Resource types; all that there are without it."),
              OperationParameter.optional(
                  "profile", "uri", "Only resources that declare this profile in meta.profile."),
              OperationParameter.optional(
                  "_since", "instant", "Only resources that changed at this time or later.")));

  private final RevalidationKickOff kickOff;

  RevalidateOperation(RevalidationKickOff kickOff) {
    this.kickOff = kickOff;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return RevalidationKickOff.RIGHTS;
  }

  @Override
  public Answer answer(OperationRequest call) {
    return kickOff.stored(call);
  }
}
