package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.springframework.http.HttpStatus;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStore.EntryContent;

/**
 * transaction and batch. R4 http.html#transaction. What the caller may not do refuses a whole
 * transaction, but only its own entry of a batch.
 */
public final class TransactionInteraction implements Interaction {

  private final FhirStore store;
  private final RequestContent content;
  private final EntryGuard guard;
  private final OperationOutcomes outcomes;
  private final PublicAddress address;

  public TransactionInteraction(
      FhirStore store,
      RequestContent content,
      EntryGuard guard,
      OperationOutcomes outcomes,
      PublicAddress address) {
    this.store = store;
    this.content = content;
    this.guard = guard;
    this.outcomes = outcomes;
    this.address = address;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    Bundle bundle = content.bundle(request);
    HttpServletRequest http = request.getServletRequest();
    Map<Integer, List<Fault>> refused = new TreeMap<>();
    for (int i = 0; i < bundle.getEntry().size(); i++) {
      try {
        guard.check(http, bundle.getEntry().get(i), i);
      } catch (FaultException refusal) {
        if (bundle.getType() == BundleType.TRANSACTION) {
          throw refusal;
        }
        refused.put(i, refusal.faults());
      }
    }
    Bundle response =
        store.process(CallerContext.of(http), without(refused, bundle), shown(request));
    refused.forEach((index, faults) -> response.getEntry().set(index, refusal(http, faults)));
    for (int i = 0; i < bundle.getEntry().size(); i++) {
      EntryAddresses.complete(
          response.getEntry().get(i), bundle.getEntry().get(i), address.fhirBase(http));
    }
    return Answer.ok(new Answer.Model(response));
  }

  /** The same entries at the same places; those refused ask for nothing. */
  private static Bundle without(Map<Integer, List<Fault>> refused, Bundle bundle) {
    if (refused.isEmpty()) {
      return bundle;
    }
    Bundle rest = new Bundle().setType(bundle.getType());
    for (int i = 0; i < bundle.getEntry().size(); i++) {
      rest.addEntry(refused.containsKey(i) ? new BundleEntryComponent() : bundle.getEntry().get(i));
    }
    return rest;
  }

  private BundleEntryComponent refusal(HttpServletRequest request, List<Fault> faults) {
    HttpStatus status = HttpStatus.valueOf(faults.get(0).status());
    BundleEntryComponent entry = new BundleEntryComponent();
    entry
        .getResponse()
        .setStatus(status.value() + " " + status.getReasonPhrase())
        .setOutcome(outcomes.refusal(request, faults));
    return entry;
  }

  /** Without a wish the entries of writes stay short. */
  private static EntryContent shown(ServletRequestDetails request) {
    return Presentation.preferred(request)
        .map(
            wish ->
                switch (wish) {
                  case REPRESENTATION -> EntryContent.RESOURCE;
                  case OPERATION_OUTCOME -> EntryContent.OUTCOME;
                  case MINIMAL -> EntryContent.NONE;
                })
        .orElse(EntryContent.NONE);
  }
}
