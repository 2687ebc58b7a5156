package org.xiangqiao.server.terminology;

import ca.uhn.fhir.context.FhirContext;
import java.util.Locale;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.problem.Languages;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;

/** One terminology operation over HTTP; the resource of the address stands for itself. */
final class TerminologyOperation implements FhirOperation {

  /** What it answers. */
  @FunctionalInterface
  interface Work {

    /**
     * @param language Accept-Language, or null
     */
    Resource answer(TerminologySource source, Parameters sent, String language);
  }

  private final OperationShape shape;
  private final TxResources resources;
  private final FhirStore store;
  private final FhirContext context;
  private final Work work;

  TerminologyOperation(
      OperationShape shape,
      TxResources resources,
      FhirStore store,
      FhirContext context,
      Work work) {
    this.shape = shape;
    this.resources = resources;
    this.store = store;
    this.context = context;
    this.work = work;
  }

  @Override
  public OperationShape shape() {
    return shape;
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.read(request.type(), request.id());
  }

  @Override
  public Answer answer(OperationRequest request) {
    Parameters sent = request.id() == null ? request.parameters() : withSubject(request);
    try {
      return Answer.ok(
          new Answer.Model(
              work.answer(
                  resources.of(request), sent, request.http().getHeader("Accept-Language"))));
    } catch (TxException why) {
      Locale language = Languages.of(request.http().getServletRequest());
      return new Answer(
          why.status(),
          null,
          null,
          null,
          new Answer.Model(TerminologyFaults.refusal(why, language)));
    }
  }

  private Parameters withSubject(OperationRequest request) {
    StoredResource found =
        store
            .read(request.caller(), request.type(), request.id())
            .orElseThrow(() -> RestFaults.notFound(request.type(), request.id()).exception());
    if (found.deleted()) {
      throw RestFaults.gone(request.type(), request.id()).exception();
    }
    Parameters all = request.parameters().copy();
    String name = Character.toLowerCase(request.type().charAt(0)) + request.type().substring(1);
    all.addParameter()
        .setName(name)
        .setResource((Resource) context.newJsonParser().parseResource(found.json()));
    return all;
  }
}
