package org.xiangqiao.server.terminology.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.UriType;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.load.SourceProblem;
import org.xiangqiao.terminology.service.load.VersionSwitch;
import org.xiangqiao.terminology.service.table.CodeSystemVersion;

/** {@code $activate}, {@code $rollback} and {@code $remove-version} of imported code systems. */
final class CodeSwitchOperation implements FhirOperation {

  /** What is done to a version; {@code version} is null where none is named. */
  @FunctionalInterface
  private interface Step {
    CodeSystemVersion done(Caller caller, String url, String version);
  }

  private final OperationShape shape;
  private final Step step;

  private CodeSwitchOperation(String name, String summary, boolean named, Step step) {
    List<OperationParameter> parameters = new ArrayList<>();
    parameters.add(OperationParameter.required("url", "uri", "Canonical of the code system."));
    if (named) {
      parameters.add(OperationParameter.required("version", "string", "Which version is meant."));
    }
    this.shape =
        new OperationShape(
            name,
            "https://xiangqiao.org/fhir/OperationDefinition/codesystem-" + name,
            summary,
            Set.of(OperationShape.Level.TYPE),
            Set.of("CodeSystem"),
            true,
            parameters);
    this.step = step;
  }

  static FhirOperation activate(VersionSwitch versions) {
    return new CodeSwitchOperation(
        "activate",
        "Makes an imported version of a code system the current one.",
        true,
        versions::activate);
  }

  static FhirOperation rollback(VersionSwitch versions) {
    return new CodeSwitchOperation(
        "rollback",
        "Makes the version current that was so before this one.",
        false,
        (caller, url, none) -> versions.rollback(caller, url));
  }

  static FhirOperation remove(VersionSwitch versions) {
    return new CodeSwitchOperation(
        "remove-version",
        "Removes an imported version of a code system that is not the current one.",
        true,
        versions::remove);
  }

  @Override
  public OperationShape shape() {
    return shape;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return CodeImportKickOff.RIGHTS;
  }

  @Override
  public Answer answer(OperationRequest call) {
    try {
      CodeSystemVersion version =
          step.done(
              call.caller(), call.text("url").orElseThrow(), call.text("version").orElse(null));
      Parameters answer = new Parameters();
      answer.addParameter("url", new UriType(version.url()));
      answer.addParameter("version", new StringType(version.version()));
      answer.addParameter("done", new CodeType(shape.name()));
      return new Answer(200, null, null, null, new Answer.Model(answer));
    } catch (SourceProblem refused) {
      throw CodeImportFaults.of(refused).exception();
    }
  }
}
