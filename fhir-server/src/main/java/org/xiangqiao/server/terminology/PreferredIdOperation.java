package org.xiangqiao.server.terminology;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.NamingSystem.NamingSystemUniqueIdComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchRequest;

/** {@code NamingSystem/$preferred-id}: R4 namingsystem-operation-preferred-id.html. */
final class PreferredIdOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "preferred-id",
          "http://hl7.org/fhir/OperationDefinition/NamingSystem-preferred-id",
          "The preferred identifier of a naming system that has another one.",
          Set.of(Level.TYPE),
          Set.of("NamingSystem"),
          false,
          List.of(
              OperationParameter.required("id", "string", "One identifier of the system."),
              OperationParameter.required("type", "code", "oid, uuid, uri or other.")));

  private static final Set<String> TYPES = Set.of("oid", "uuid", "uri", "other");
  private static final String OID = "urn:oid:";

  private final FhirStore store;
  private final FhirContext context;
  private final SentTexts texts;

  PreferredIdOperation(FhirStore store, FhirContext context, SentTexts texts) {
    this.store = store;
    this.texts = texts;
    this.context = context;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.read("NamingSystem", null);
  }

  @Override
  public Answer answer(OperationRequest request) {
    texts.check(request.parameters());
    String id = request.text("id").orElseThrow();
    String type = request.text("type").orElseThrow();
    if (!TYPES.contains(type)) {
      throw TerminologyFaults.identifierType(type);
    }
    List<NamingSystem> found = systems(request.caller(), id);
    if (found.isEmpty()) {
      throw TerminologyFaults.identifierUnknown();
    }
    NamingSystemUniqueIdComponent best = null;
    for (NamingSystem system : found) {
      for (NamingSystemUniqueIdComponent each : system.getUniqueId()) {
        boolean fits = each.hasType() && each.getType().toCode().equals(type);
        if (fits && (best == null || each.getPreferred() && !best.getPreferred())) {
          best = each;
        }
      }
    }
    if (best == null) {
      throw TerminologyFaults.identifierMissing(type);
    }
    Parameters answer = new Parameters();
    answer.addParameter("result", new StringType(best.getValue()));
    return Answer.ok(new Answer.Model(answer));
  }

  /** The county's own before those that all share; an OID with and without its prefix. */
  private List<NamingSystem> systems(Caller caller, String id) {
    String bare = id.startsWith(OID) ? id.substring(OID.length()) : id;
    String values = escaped(id) + (bare.equals(id) ? "" : "," + escaped(bare));
    if (bare.equals(id) && id.matches("[0-9.]+")) {
      values = values + "," + escaped(OID + id);
    }
    Caller shared =
        new Caller(
            Caller.DEFINITIONS_TENANT, caller.client(), caller.organization(), caller.requestId());
    List<NamingSystem> found = new ArrayList<>();
    SearchRequest search =
        new SearchRequest("NamingSystem", Map.of("value", List.of(values)), false);
    for (Caller each : List.of(caller, shared)) {
      store
          .search(each, search)
          .matches()
          .forEach(
              match ->
                  found.add(
                      context.newJsonParser().parseResource(NamingSystem.class, match.json())));
    }
    return found;
  }

  private static String escaped(String value) {
    return value.replaceAll("([\\\\,$|])", "\\\\$1");
  }
}
