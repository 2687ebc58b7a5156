package org.xiangqiao.server.insurance.catalogue;

import java.util.Date;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.integration.insurance.catalogue.CatalogueReport;
import org.xiangqiao.server.rest.problem.LocalText;

/** How far a job is, as parts of an answer. */
final class JobParts {

  private JobParts() {}

  static void add(Parameters answer, CatalogueReport.State state, CatalogueFaults faults) {
    Parts.add(answer, "job", new CodeType(state.state()));
    if (state.position() != null) {
      Parts.add(answer, "position", new StringType(state.position()));
    }
    if (state.problem() != null) {
      LocalText text = faults.text(state.problem());
      Parts.add(answer, "problem", new CodeType(state.problem()));
      Parts.add(answer, "reason", new StringType(text.chinese() + " " + text.english()));
    }
    if (state.endedAt() != null) {
      Parts.add(answer, "ended", new InstantType(Date.from(state.endedAt())));
    }
  }
}
