package org.xiangqiao.server.rest.interaction;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.server.caller.CallerContext;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.answer.Presentation;
import org.xiangqiao.server.rest.problem.Languages;
import org.xiangqiao.server.rest.problem.RestFaults;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPlan;
import org.xiangqiao.store.SearchRequest;

/**
 * {@code _explain}: a search that tells how it would be answered instead of answering, as a
 * Parameters resource. Any other search goes on to the interaction behind.
 */
public final class ExplainInteraction implements Interaction {

  /** {@code true}: the plan; {@code analyze}: the statement is run, too. */
  public static final String PARAMETER = "_explain";

  private final FhirStore store;
  private final ResourceSources sources;
  private final Interaction search;

  public ExplainInteraction(FhirStore store, ResourceSources sources, Interaction search) {
    this.store = store;
    this.sources = sources;
    this.search = search;
  }

  @Override
  public Answer answer(ServletRequestDetails request) {
    String asked = Parameters.first(request, PARAMETER);
    if (asked == null) {
      return search.answer(request);
    }
    boolean analyze = asked.equals("analyze");
    if (!analyze && !asked.equals("true")) {
      throw RestFaults.of(
              400,
              IssueType.INVALID,
              "parameter-invalid",
              "http." + PARAMETER,
              PARAMETER,
              "true, analyze")
          .exception();
    }
    String type = request.getResourceName();
    if (type != null) {
      sources.requireStored(type, "");
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>(Parameters.ofSearch(request));
    parameters.remove(PARAMETER);
    SearchPlan plan =
        store.explain(
            CallerContext.of(request.getServletRequest()),
            new SearchRequest(type, parameters, Presentation.lenient(request)),
            analyze);
    return Answer.ok(new Answer.Model(resource(plan, Languages.of(request.getServletRequest()))));
  }

  private static org.hl7.fhir.r4.model.Parameters resource(SearchPlan plan, Locale language) {
    org.hl7.fhir.r4.model.Parameters resource = new org.hl7.fhir.r4.model.Parameters();
    for (SearchPlan.Sentence sentence : plan.words()) {
      add(resource, "step", sentence.text(language));
    }
    add(resource, "sql", plan.sql());
    add(resource, "databasePlan", plan.databasePlan());
    return resource;
  }

  private static void add(org.hl7.fhir.r4.model.Parameters resource, String name, String text) {
    resource.addParameter(
        new ParametersParameterComponent().setName(name).setValue(new StringType(text)));
  }
}
