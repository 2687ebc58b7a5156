package org.xiangqiao.server.export;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.web.AccessDetail;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.export.ExportReader;
import org.xiangqiao.store.export.ExportSelection.Compartments;

/**
 * {@code $export} at one level: takes the request, and a worker does the rest. Bulk Data Access
 * 2.0, section 2.4.
 */
final class ExportOperation implements FhirOperation {

  private final ExportLevel level;
  private final ExportTable table;
  private final ExportWorkers workers;
  private final ExportReader reader;
  private final ExportPatients patients;
  private final ExportScopes scopes;
  private final FhirStore store;
  private final PublicAddress address;
  private final ExportTypes types;

  ExportOperation(
      ExportLevel level,
      ExportTable table,
      ExportWorkers workers,
      ExportReader reader,
      ExportPatients patients,
      ExportScopes scopes,
      FhirStore store,
      PublicAddress address,
      ExportTypes types) {
    this.level = level;
    this.table = table;
    this.workers = workers;
    this.reader = reader;
    this.patients = patients;
    this.scopes = scopes;
    this.store = store;
    this.address = address;
    this.types = types;
  }

  @Override
  public OperationShape shape() {
    return level.shape();
  }

  /** Of types that were not named, only those are exported that the caller may have. */
  @Override
  public OperationRights rights(OperationRequest request) {
    requireAsync(request.http());
    ExportParameters asked = parameters(request);
    Caller caller = request.caller();
    List<String> looked =
        asked.filters().entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().stream()
                        .flatMap(
                            filter ->
                                store.typesOfCriteria(caller, entry.getKey(), filter).stream()))
            .distinct()
            .toList();
    OperationRights rights =
        ExportScopes.of(
            Stream.concat(
                    asked.named() ? asked.types().stream() : Stream.empty(),
                    asked.filters().keySet().stream())
                .distinct()
                .toList());
    if (level == ExportLevel.GROUP) {
      rights = rights.and(OperationRights.read("Group", request.id()));
    }
    if (!request.values("patient").isEmpty()) {
      rights = rights.and(ExportScopes.of(List.of("Patient")));
    }
    return rights.and(OperationRights.search(looked));
  }

  private static void requireAsync(ServletRequestDetails request) {
    RequestTypeEnum method = request.getRequestType();
    if (method != RequestTypeEnum.GET && method != RequestTypeEnum.POST) {
      request.getServletResponse().setHeader("Allow", "GET, POST");
      throw ExportFaults.of(405, IssueType.NOTSUPPORTED, "export-method", "", method.name())
          .exception();
    }
    if (!Presentation.respondAsync(request)) {
      throw ExportFaults.of(400, IssueType.REQUIRED, "export-prefer", "http.prefer").exception();
    }
  }

  private ExportParameters parameters(OperationRequest request) {
    return ExportParameters.of(
        request, types, level == ExportLevel.SYSTEM ? null : reader.patientTypes());
  }

  @Override
  public Answer answer(OperationRequest request) {
    ServletRequestDetails http = request.http();
    ExportParameters asked = parameters(request);
    List<String> exported =
        asked.named() ? asked.types() : scopes.allowed(http.getServletRequest(), asked.types());
    List<Long> residents =
        level == ExportLevel.SYSTEM ? null : patients.of(request, asked.lenient());
    ExportSpec spec =
        new ExportSpec(
            level == ExportLevel.SYSTEM
                ? Compartments.NONE
                : residents == null ? Compartments.ANY_PATIENT : Compartments.GIVEN,
            exported,
            asked.since(),
            asked.filters(),
            asked.elements());
    UUID job =
        table
            .insert(request.caller(), http.getCompleteUrl(), spec, residents)
            .orElseThrow(() -> tooMany(http));
    workers.wake();
    AccessDetail.tell(http.getServletRequest(), "job=" + job);
    http.getServletResponse()
        .setHeader(
            "Content-Location",
            address.fhirBase(http.getServletRequest()) + ExportServlet.PATH + job);
    http.getServletResponse().setHeader("Preference-Applied", "respond-async");
    return new Answer(202, null, null, null, new Answer.Nothing());
  }

  private static RuntimeException tooMany(ServletRequestDetails request) {
    request.getServletResponse().setHeader("Retry-After", "120");
    return ExportFaults.of(429, IssueType.THROTTLED, "export-too-many", "").exception();
  }
}
