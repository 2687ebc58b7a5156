package org.xiangqiao.server.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;

/** {@code Observation/$lastn} (最近观察): R4 observation-operation-lastn. */
final class LastNOperation implements FhirOperation {

  private static final String NAME = "lastn";
  private static final String MAX = "max";
  private static final int MOST = 1000;
  private static final Set<String> SUBJECTS = Set.of("patient", "subject");

  /** What shapes the answer of a search has no meaning here. */
  private static final Set<String> NOT_TAKEN =
      Set.of("_sort", "_count", "_total", "_include", "_revinclude", "_page", "_contained");

  private final FhirStore store;
  private final PublicAddress address;
  private final RecordFaults faults;

  LastNOperation(FhirStore store, PublicAddress address, RecordFaults faults) {
    this.store = store;
    this.address = address;
    this.faults = faults;
  }

  @Override
  public OperationShape shape() {
    return new OperationShape(
        NAME,
        "http://hl7.org/fhir/OperationDefinition/Observation-lastn",
        "The newest Observations of each code: search parameters, and max for each code.",
        Set.of(Level.TYPE),
        Set.of("Observation"),
        false,
        List.of());
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.search(store.typesOfSearch(request.caller(), search(request)));
  }

  @Override
  public Answer answer(OperationRequest request) {
    SearchPage page = store.lastN(request.caller(), search(request), max(request));
    String base = address.fhirBase(request.http().getServletRequest());
    String self = new RecordLinks(base, request, NAME).first();
    return Answer.ok(new Answer.Json(SearchSet.of(base, page, self, null, null)));
  }

  private SearchRequest search(OperationRequest request) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (ParametersParameterComponent sent : request.parameters().getParameter()) {
      if (!(sent.getValue() instanceof PrimitiveType<?> value) || value.isEmpty()) {
        throw faults.invalid("lastn-value", "http." + sent.getName(), sent.getName()).exception();
      }
      if (NOT_TAKEN.contains(code(sent.getName()))) {
        throw faults
            .of(
                400,
                IssueType.NOTSUPPORTED,
                "lastn-parameter",
                "http." + sent.getName(),
                sent.getName())
            .exception();
      }
      if (!sent.getName().equals(MAX)) {
        parameters
            .computeIfAbsent(sent.getName(), name -> new ArrayList<>())
            .add(value.getValueAsString());
      }
    }
    if (parameters.keySet().stream().noneMatch(name -> SUBJECTS.contains(positive(name)))) {
      throw faults.of(400, IssueType.REQUIRED, "lastn-subject", "").exception();
    }
    if (parameters.keySet().stream().noneMatch(LastNOperation::namesCodes)) {
      throw faults.of(400, IssueType.REQUIRED, "lastn-code", "").exception();
    }
    return new SearchRequest("Observation", parameters, false);
  }

  private static boolean namesCodes(String name) {
    String code = positive(name);
    return code.equals("category") || code.equals("code") || code.matches("(.*-)?code(-.*)?");
  }

  private static String code(String name) {
    return name.split("[:.]", 2)[0];
  }

  /** The parameter's code unless a modifier turns its meaning round. */
  private static String positive(String name) {
    return name.endsWith(":missing") || name.endsWith(":not") || name.endsWith(":not-in")
        ? ""
        : code(name);
  }

  private int max(OperationRequest request) {
    List<String> given = request.texts(MAX);
    if (given.isEmpty()) {
      return 1;
    }
    if (given.size() > 1 || !given.get(0).matches("[1-9][0-9]{0,3}")) {
      throw faults.invalid("lastn-max", "http.max", MOST).exception();
    }
    return Math.min(MOST, Integer.parseInt(given.get(0)));
  }
}
