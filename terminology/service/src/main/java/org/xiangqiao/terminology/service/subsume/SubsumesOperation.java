package org.xiangqiao.terminology.service.subsume;

import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.xiangqiao.terminology.service.call.Switches;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.call.TxParameters;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** {@code CodeSystem/$subsumes} (R4 codesystem-operation-subsumes.html). */
public final class SubsumesOperation {

  private final TerminologySource source;

  public SubsumesOperation(TerminologySource source) {
    this.source = source;
  }

  /**
   * @throws TxException if a code or the code system is not known
   */
  public Parameters subsumes(Parameters sent) {
    TxParameters parameters = TxParameters.of(sent, null, false);
    Coding a = coding(sent, "A", parameters.switches());
    Coding b = coding(sent, "B", parameters.switches());
    if (!a.getSystem().equals(b.getSystem())) {
      throw TxException.invalid(null, "OTHER_SYSTEM", null);
    }
    CodeSystemContent system =
        new TxContext(source, parameters)
            .codeSystem(a.getSystem(), a.getVersion())
            .orElseThrow(() -> TxException.notFound("UNKNOWN_CODESYSTEM", a.getSystem()));
    Parameters answer = new Parameters();
    answer.addParameter(
        "outcome", new CodeType(outcome(system, known(system, a), known(system, b))));
    return answer;
  }

  private static String outcome(CodeSystemContent system, String a, String b) {
    if (a.equals(b)) {
      return "equivalent";
    }
    if (system.subsumes(a, b)) {
      return "subsumes";
    }
    return system.subsumes(b, a) ? "subsumed-by" : "not-subsumed";
  }

  private static String known(CodeSystemContent system, Coding coding) {
    return system
        .find(coding.getCode())
        .orElseThrow(
            () ->
                new TxException(
                    422,
                    TxIssue.error(
                        IssueType.CODEINVALID,
                        null,
                        "Unknown_Code_in",
                        "invalid-code",
                        coding.getCode(),
                        coding.getSystem())))
        .code();
  }

  private static Coding coding(Parameters sent, String which, Switches switches) {
    for (Parameters.ParametersParameterComponent each : sent.getParameter()) {
      if (("coding" + which).equals(each.getName()) && each.getValue() instanceof Coding coding) {
        return complete(coding);
      }
    }
    return complete(
        new Coding()
            .setSystem(switches.text("system"))
            .setVersion(switches.text("version"))
            .setCode(switches.text("code" + which)));
  }

  private static Coding complete(Coding coding) {
    if (!coding.hasSystem() || !coding.hasCode()) {
      throw TxException.invalid(null, "NO_SUBSUMES_CODES", null);
    }
    return coding;
  }
}
