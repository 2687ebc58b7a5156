package org.xiangqiao.server.bulkimport;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.UriType;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.problem.FaultException;

/** {@code $import}: begins a job from a manifest as Parameters (SMART's bulk import proposal). */
final class ImportOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "import",
          "https://xiangqiao.org/fhir/OperationDefinition/import",
          "Loads resources in bulk, in the background.",
          Set.of(OperationShape.Level.SYSTEM),
          Set.of(),
          true,
          List.of(
              OperationParameter.required("inputFormat", "code", "application/fhir+ndjson."),
              OperationParameter.optional(
                  "inputSource", "uri", "Where the data come from; only noted by the sender."),
              OperationParameter.repeated(
                  "storageDetail", "Element", "Of what kind the storage is; not needed here."),
              OperationParameter.repeated(
                  "input",
                  "Element",
                  "Parts type and url: a resource type and file:name, upload: or an address.")));

  private final ImportKickOff kickOff;
  private final ImportSettings settings;

  ImportOperation(ImportKickOff kickOff, ImportSettings settings) {
    this.kickOff = kickOff;
    this.settings = settings;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest call) {
    return ImportKickOff.rights(
        kickOff.checked(call.http().getServletRequest(), ImportManifest.of(call)).types());
  }

  @Override
  public Answer answer(OperationRequest call) {
    ImportKickOff.requireAsync(Presentation.respondAsync(call.http()));
    HttpServletRequest request = call.http().getServletRequest();
    ImportManifest manifest = ImportManifest.of(call);
    UUID id;
    try {
      id = kickOff.begin(request, manifest, settings.keep());
    } catch (FaultException refusal) {
      if (refusal.faults().get(0).status() == 429) {
        call.http().getServletResponse().setHeader("Retry-After", "30");
      }
      throw refusal;
    }
    String place = kickOff.place(request, id);
    call.http().getServletResponse().setHeader("Content-Location", place);
    call.http().getServletResponse().setHeader("Preference-Applied", "respond-async");
    Parameters uploads = new Parameters();
    for (int i = 0; i < manifest.inputs().size(); i++) {
      if (manifest.inputs().get(i).source().equals(ImportInput.UPLOAD)) {
        uploads.addParameter("upload", new UriType(place + "/" + i));
      }
    }
    return new Answer(
        202,
        null,
        null,
        null,
        uploads.hasParameter() ? new Answer.Model(uploads) : new Answer.Nothing());
  }
}
