package org.xiangqiao.server.revalidate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.store.export.ExportStart;

/**
 * {@code $quality-dry-run}: what the policy {@code refuse} would have refused (拒收试运行) of the writes
 * of some days.
 */
final class DryRunOperation implements FhirOperation {

  private static final Duration USUAL = Duration.ofDays(7);

  private static final OperationShape SHAPE =
      new OperationShape(
          "quality-dry-run",
          "https://xiangqiao.org/fhir/OperationDefinition/quality-dry-run",
          "Reports which writes of some days would have been refused by the policy refuse.",
          Set.of(Level.SYSTEM),
          Set.of(),
          true,
          List.of(
              OperationParameter.optional(
                  "start",
                  "instant",
                  "Writes from this time on; seven days before end without it."),
              OperationParameter.optional(
                  "end", "instant", "Writes before this time; now without it."),
              OperationParameter.repeated(
                  "_type", "code", "Resource types; all that were written without it."),
              OperationParameter.optional(
                  "sender", "string", "Client id: only what it wrote; all without it."),
              OperationParameter.optional(
                  "profile", "uri", "Only versions that declare this profile in meta.profile.")));

  private final RevalidationKickOff kickOff;
  private final Duration longest;

  DryRunOperation(RevalidationKickOff kickOff, Duration longest) {
    this.kickOff = kickOff;
    this.longest = longest;
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
    ExportStart now = kickOff.now();
    Instant asked = RevalidationKickOff.time(call, "end");
    Instant end =
        asked == null || asked.isAfter(now.transactionTime()) ? now.transactionTime() : asked;
    Instant from = RevalidationKickOff.time(call, "start");
    Instant start = from == null ? end.minus(USUAL) : from;
    if (!start.isBefore(end) || start.isBefore(end.minus(longest))) {
      throw RevalidationFaults.window(longest.toDays()).exception();
    }
    return kickOff.written(call, start, end, now);
  }
}
