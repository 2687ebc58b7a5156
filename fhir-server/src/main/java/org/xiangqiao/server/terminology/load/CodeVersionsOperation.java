package org.xiangqiao.server.terminology.load;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.terminology.service.table.CodeSystemVersion;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;

/** {@code CodeSystem/$versions}: which versions of imported code systems there are. */
final class CodeVersionsOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "versions",
          "https://xiangqiao.org/fhir/OperationDefinition/codesystem-versions",
          "Tells which versions of imported code systems there are, and which are current.",
          Set.of(OperationShape.Level.TYPE),
          Set.of("CodeSystem"),
          false,
          List.of(OperationParameter.optional("url", "uri", "Canonical of one code system.")));

  private final CodeSystemVersions versions;

  CodeVersionsOperation(CodeSystemVersions versions) {
    this.versions = versions;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return OperationRights.search(List.of("CodeSystem"));
  }

  @Override
  public Answer answer(OperationRequest call) {
    String url = call.text("url").orElse(null);
    Parameters answer = new Parameters();
    versions.all(call.caller().tenantId()).stream()
        .filter(each -> url == null || url.equals(each.url()))
        .forEach(each -> add(answer.addParameter().setName("version"), each));
    return new Answer(200, null, null, null, new Answer.Model(answer));
  }

  private static void add(ParametersParameterComponent part, CodeSystemVersion version) {
    add(part, "url", new UriType(version.url()));
    add(part, "version", new StringType(version.version()));
    add(part, "state", new CodeType(version.state().text()));
    add(part, "concepts", new IntegerType(version.concepts()));
    if (version.sourceSha256() != null) {
      add(part, "sha256", new StringType(version.sourceSha256()));
    }
    time(part, "created", version.createdAt());
    time(part, "ready", version.readyAt());
    time(part, "current", version.currentAt());
  }

  private static void time(ParametersParameterComponent part, String name, Instant time) {
    if (time != null) {
      add(part, name, new InstantType(Date.from(time)));
    }
  }

  private static void add(ParametersParameterComponent part, String name, Type value) {
    part.addPart().setName(name).setValue(value);
  }
}
