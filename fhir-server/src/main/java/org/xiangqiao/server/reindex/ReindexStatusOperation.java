package org.xiangqiao.server.reindex;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.problem.FaultTexts;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.reindex.ReindexJob;
import org.xiangqiao.store.reindex.Reindexing;

/** {@code $reindex-status}: 202 while jobs are under way, 200 when all are finished. */
final class ReindexStatusOperation implements FhirOperation {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.reindex.reindex");

  private static final OperationShape SHAPE =
      new OperationShape(
          "reindex-status",
          "https://xiangqiao.org/fhir/OperationDefinition/reindex-status",
          "Tells how far indexing anew is.",
          Set.of(OperationShape.Level.SYSTEM),
          Set.of(),
          false,
          List.of(
              OperationParameter.repeated(
                  "job", "string", "Numbers of jobs; the newest jobs without it.")));

  private final Reindexing reindexing;

  ReindexStatusOperation(Reindexing reindexing) {
    this.reindexing = reindexing;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return ReindexOperation.RIGHTS;
  }

  @Override
  public Answer answer(OperationRequest call) {
    List<String> asked = call.list("job");
    List<ReindexJob> jobs =
        asked.isEmpty()
            ? reindexing.jobs(call.caller())
            : reindexing.jobs(
                call.caller(), asked.stream().map(ReindexStatusOperation::number).toList());
    if (jobs.size() < asked.stream().distinct().count()) {
      throw TEXTS.fault(404, IssueType.NOTFOUND, "reindex-unknown", "http.job").exception();
    }
    boolean finished = ReindexProgress.finished(jobs);
    if (!finished) {
      call.http().getServletResponse().setHeader("X-Progress", ReindexProgress.text(jobs));
      call.http().getServletResponse().setHeader("Retry-After", "2");
    }
    return new Answer(
        finished || asked.isEmpty() ? 200 : 202,
        null,
        null,
        null,
        new Answer.Model(ReindexProgress.parameters(jobs)));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException malformed) {
      throw RestFaults.invalid("parameter-invalid", "http.job", "job", "1, 2, 3…").exception();
    }
  }
}
