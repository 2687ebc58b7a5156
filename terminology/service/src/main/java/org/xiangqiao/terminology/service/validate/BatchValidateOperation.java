package org.xiangqiao.terminology.service.validate;

import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;

/**
 * Many validations at once: each {@code validation} is a Parameters as {@code $validate-code} takes
 * it; what they have in common stands beside them.
 */
public final class BatchValidateOperation {

  private static final String EACH = "validation";

  private final ValidateOperation operation;

  public BatchValidateOperation(TerminologySource source) {
    this.operation = new ValidateOperation(source);
  }

  /** One answer each, in order; an OperationOutcome where it cannot be tried. */
  public Parameters validate(Parameters sent, String acceptLanguage) {
    Parameters answers = new Parameters();
    for (ParametersParameterComponent each : sent.getParameter()) {
      if (EACH.equals(each.getName()) && each.getResource() instanceof Parameters asked) {
        answers
            .addParameter()
            .setName(EACH)
            .setResource(answer(complete(asked, sent), acceptLanguage));
      }
    }
    return answers;
  }

  private Resource answer(Parameters asked, String acceptLanguage) {
    boolean inSet =
        asked.getParameter().stream()
            .anyMatch(each -> "url".equals(each.getName()) || "valueSet".equals(each.getName()));
    try {
      return inSet
          ? operation.inValueSet(asked, acceptLanguage)
          : operation.inCodeSystem(asked, acceptLanguage);
    } catch (TxException why) {
      return why.outcome();
    }
  }

  private static Parameters complete(Parameters asked, Parameters common) {
    Parameters all = new Parameters();
    Set<String> own = new HashSet<>();
    for (ParametersParameterComponent each : asked.getParameter()) {
      own.add(each.getName());
      all.addParameter(each);
    }
    for (ParametersParameterComponent each : common.getParameter()) {
      if (!EACH.equals(each.getName()) && !own.contains(each.getName())) {
        all.addParameter(each);
      }
    }
    return all;
  }
}
