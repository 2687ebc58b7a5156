package org.xiangqiao.server.validate;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.WireFormat;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.body.ResourceReader.Document;
import org.xiangqiao.server.rest.interaction.AccessGuard.Access;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoredResource;

/** {@code $validate}: R4 resource-operation-validate.html. What is sent is never kept or logged. */
final class ValidateOperation implements FhirOperation {

  private static final Logger LOG = LoggerFactory.getLogger(ValidateOperation.class);

  private static final OperationShape SHAPE =
      new OperationShape(
          "validate",
          "http://hl7.org/fhir/OperationDefinition/Resource-validate",
          "Tells whether a resource is valid, and whether it could be written or deleted.",
          Set.of(Level.TYPE, Level.INSTANCE),
          Set.of(),
          false,
          List.of(
              OperationParameter.optional(
                  "resource", "Resource", "What is to be validated; it may be the body itself."),
              OperationParameter.optional(
                  "mode", "code", "What is meant to be done: create, update or delete."),
              OperationParameter.repeated(
                  "profile", "uri", "Canonical address of a profile that it should conform to.")));

  private final FhirStore store;
  private final ResourceSources sources;
  private final ResourceReader reader;
  private final OperationOutcomes outcomes;
  private final CountyValidators validators;
  private final Rehearsal rehearsal;
  private final int maxIssues;
  private final int maxProfiles;

  ValidateOperation(
      FhirStore store,
      Rehearsals rehearsals,
      ResourceSources sources,
      ResourceReader reader,
      OperationOutcomes outcomes,
      CountyValidators validators,
      ValidateSettings settings) {
    this.store = store;
    this.sources = sources;
    this.reader = reader;
    this.outcomes = outcomes;
    this.validators = validators;
    this.rehearsal = new Rehearsal(store, rehearsals);
    this.maxIssues = settings.maxIssues();
    this.maxProfiles = settings.maxProfiles();
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public boolean readsBody(String contentType) {
    return true;
  }

  /** A stored resource is shown by its faults; a rehearsed write tells what the write would. */
  @Override
  public OperationRights rights(OperationRequest request) {
    ValidationSubject subject = subject(request);
    if (subject.mode() == null) {
      return request.id() == null || subject.document() != null
          ? OperationRights.none()
          : OperationRights.read(request.type(), request.id());
    }
    RestOperationTypeEnum interaction =
        switch (subject.mode()) {
          case "create" -> RestOperationTypeEnum.CREATE;
          case "update" -> RestOperationTypeEnum.UPDATE;
          default -> RestOperationTypeEnum.DELETE;
        };
    OperationRights rights =
        new OperationRights(
            List.of(new Access(interaction, request.type(), request.id(), null)), Set.of());
    // Without a document the stored one is judged, and its faults quote it.
    boolean shows =
        subject.document() == null
            && request.id() != null
            && interaction != RestOperationTypeEnum.DELETE;
    return shows ? rights.and(OperationRights.read(request.type(), request.id())) : rights;
  }

  private ValidationSubject subject(OperationRequest request) {
    ValidationSubject subject =
        request.http().getRequestType() == RequestTypeEnum.POST
            ? ValidationSubject.of(request, reader)
            : new ValidationSubject(
                null, null, request.text("mode").orElse(null), request.texts("profile"));
    subject.require(maxProfiles);
    return subject;
  }

  @Override
  public Answer answer(OperationRequest request) {
    ValidationSubject subject = subject(request);
    HttpServletRequest http = request.http().getServletRequest();
    if (subject.mode() != null || subject.document() == null) {
      sources.requireStored(request.type(), "");
    }
    boolean deletes = "delete".equals(subject.mode());
    OperationOutcome outcome = new OperationOutcome();
    Document document = subject.document();
    if (document != null && !request.type().equals(subject.type())) {
      throw RestFaults.invalid("type-mismatch", "", subject.type(), request.type()).exception();
    }
    if (document == null && !deletes) {
      document = stored(request);
    }
    if (document != null && !deletes) {
      validate(request, subject, document, outcome);
    }
    if (subject.mode() != null && !ValidationOutcome.hasErrors(outcome)) {
      rehearse(request, subject, document, outcome);
    }
    if (outcome.getIssue().size() > maxIssues) {
      outcome.setIssue(new ArrayList<>(outcome.getIssue().subList(0, maxIssues)));
      tell(
          http,
          outcome,
          ValidateFaults.of(IssueType.TOOLONG, "validate-more-issues", "", maxIssues));
    }
    if (!outcome.hasIssue()) {
      outcome.setIssue(outcomes.success(http, ValidateFaults.noIssues()).getIssue());
    }
    return Answer.ok(new Answer.Model(outcome));
  }

  private Document stored(OperationRequest request) {
    if (request.id() == null) {
      throw RestFaults.of(400, IssueType.REQUIRED, "operation-parameter-missing", "", "resource")
          .exception();
    }
    StoredResource found =
        store
            .read(request.caller(), request.type(), request.id())
            .orElseThrow(() -> RestFaults.notFound(request.type(), request.id()).exception());
    if (found.deleted()) {
      throw RestFaults.gone(request.type(), request.id()).exception();
    }
    return new Document(WireFormat.JSON, found.json());
  }

  private void validate(
      OperationRequest request,
      ValidationSubject subject,
      Document document,
      OperationOutcome outcome) {
    HttpServletRequest http = request.http().getServletRequest();
    try {
      Verdict verdict =
          validators.validate(
              request.caller().tenantId(), document.format(), document.text(), subject.profiles());
      verdict
          .unknown()
          .forEach(
              canonical ->
                  tell(
                      http,
                      outcome,
                      ValidateFaults.of(
                          IssueType.NOTFOUND, "validate-profile-unknown", "", canonical)));
      ValidationOutcome.add(outcome, verdict.messages());
      Deciders.add(outcome, verdict.used());
    } catch (StoreException | org.springframework.dao.DataAccessException unavailable) {
      throw unavailable;
    } catch (RuntimeException | StackOverflowError failed) {
      // Its message may hold what was sent. A profile that is built on itself has no end.
      LOG.warn("the validator failed with {}", failed.getClass().getName());
      tell(http, outcome, ValidateFaults.of(IssueType.EXCEPTION, "validate-failed", ""));
    }
  }

  /** What the write would be refused for. */
  private void rehearse(
      OperationRequest request,
      ValidationSubject subject,
      Document document,
      OperationOutcome outcome) {
    HttpServletRequest http = request.http().getServletRequest();
    boolean create = subject.mode().equals("create");
    if (!create && request.id() == null && (document == null || subject.mode().equals("delete"))) {
      throw ValidateFaults.invalid("validate-no-target", "", subject.mode()).exception();
    }
    try {
      Resource resource =
          subject.mode().equals("delete")
              ? null
              : reader.read(
                  document.text().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  document.format().contentType());
      if (resource != null && resource.fhirType().equals("Binary")) {
        return;
      }
      if (resource != null && request.id() != null && subject.mode().equals("update")) {
        requireId(request, resource);
      }
      if (resource != null && subject.mode().equals("update") && !resource.hasId()) {
        throw ValidateFaults.invalid("validate-no-target", "", subject.mode()).exception();
      }
      rehearsal.perform(request.caller(), subject.mode(), request.type(), request.id(), resource);
    } catch (FaultException | StoreException refusal) {
      outcomes.refusal(http, refusal).outcome().getIssue().forEach(outcome::addIssue);
    }
  }

  private static void requireId(OperationRequest request, Resource resource) {
    if (!resource.hasId()) {
      resource.setId(request.id());
    } else if (!request.id().equals(resource.getIdElement().getIdPart())) {
      throw RestFaults.invalid("id-mismatch", request.type() + ".id", request.id()).exception();
    }
  }

  private void tell(HttpServletRequest http, OperationOutcome outcome, Fault fault) {
    outcomes.refusal(http, List.of(fault)).getIssue().forEach(outcome::addIssue);
  }
}
