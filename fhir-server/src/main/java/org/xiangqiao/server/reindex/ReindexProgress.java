package org.xiangqiao.server.reindex;

import java.math.BigDecimal;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.store.reindex.ReindexJob;

/** Jobs as Parameters. */
final class ReindexProgress {

  private static final Set<String> FINISHED = Set.of("done", "cancelled", "failed");

  private ReindexProgress() {}

  static boolean finished(List<ReindexJob> jobs) {
    return jobs.stream().allMatch(job -> FINISHED.contains(job.state()));
  }

  static Parameters parameters(List<ReindexJob> jobs) {
    Parameters parameters = new Parameters();
    for (ReindexJob job : jobs) {
      ParametersParameterComponent part = parameters.addParameter().setName("job");
      add(part, "id", new StringType(String.valueOf(job.id())));
      add(part, "type", new CodeType(job.type()));
      add(part, "state", new CodeType(job.state()));
      add(part, "done", new DecimalType(job.done()));
      if (job.total() != null) {
        add(part, "total", new DecimalType(BigDecimal.valueOf(job.total())));
      }
      add(part, "created", new InstantType(Date.from(job.createdAt())));
      if (job.finishedAt() != null) {
        add(part, "finished", new InstantType(Date.from(job.finishedAt())));
      }
      if (job.problem() != null) {
        add(part, "problem", new StringType(job.problem()));
      }
    }
    return parameters;
  }

  private static void add(
      ParametersParameterComponent part, String name, org.hl7.fhir.r4.model.Type value) {
    part.addPart().setName(name).setValue(value);
  }

  /** For {@code X-Progress}. */
  static String text(List<ReindexJob> jobs) {
    long finished = jobs.stream().filter(job -> FINISHED.contains(job.state())).count();
    long rows = jobs.stream().mapToLong(ReindexJob::done).sum();
    return finished + " of " + jobs.size() + " types, " + rows + " resources";
  }
}
