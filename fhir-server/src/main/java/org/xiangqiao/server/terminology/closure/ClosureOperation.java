package org.xiangqiao.server.terminology.closure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.operation.OperationRights;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;
import org.xiangqiao.server.terminology.closure.ClosureTables.Entry;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.content.TerminologySources;

/** {@code $closure}: R4 conceptmap-operation-closure.html. */
final class ClosureOperation implements FhirOperation {

  private static final OperationShape SHAPE =
      new OperationShape(
          "closure",
          "http://hl7.org/fhir/OperationDefinition/ConceptMap-closure",
          "Keeps a closure table of the concepts that a client uses.",
          Set.of(Level.SYSTEM),
          Set.of(),
          true,
          List.of(
              OperationParameter.required("name", "string", "Which table; alone begins it."),
              OperationParameter.repeated("concept", "Coding", "A concept to add."),
              OperationParameter.optional(
                  "version", "string", "Tell everything after this version of the table.")));

  private final TerminologySources sources;
  private final ClosureTables tables;
  private final int most;

  ClosureOperation(TerminologySources sources, ClosureTables tables, int most) {
    this.sources = sources;
    this.tables = tables;
    this.most = most;
  }

  @Override
  public OperationShape shape() {
    return SHAPE;
  }

  @Override
  public OperationRights rights(OperationRequest request) {
    return OperationRights.read("CodeSystem", null);
  }

  @Override
  public Answer answer(OperationRequest request) {
    Caller caller = request.caller();
    String name = request.text("name").orElseThrow();
    TerminologySource source = sources.of(caller.tenantId());
    List<Entry> concepts = concepts(request.values("concept"), source);
    String since = request.text("version").orElse(null);
    long version = 0;
    long known = 0;
    if (since == null && concepts.isEmpty()) {
      tables.begin(caller, name);
    } else if (concepts.isEmpty()) {
      version = tables.version(caller, name).orElseThrow(() -> ClosureFaults.unknown(name));
      known = ClosureFaults.number(since);
    } else {
      version = tables.add(caller, name, concepts).orElseThrow(() -> ClosureFaults.unknown(name));
      known = since == null ? version - 1 : ClosureFaults.number(since);
    }
    return Answer.ok(
        new Answer.Model(
            new ClosureMap(source).of(name, version, known, tables.concepts(caller, name))));
  }

  /** All of them are known, or none is added. */
  private List<Entry> concepts(List<Type> values, TerminologySource source) {
    if (values.size() > most) {
      throw ClosureFaults.tooLarge(most);
    }
    List<Entry> concepts = new ArrayList<>();
    for (Type value : values) {
      Coding coding = (Coding) value;
      boolean known =
          coding.hasSystem()
              && coding.hasCode()
              && source.codeSystems(coding.getSystem()).stream()
                  .filter(each -> !each.provisional())
                  .anyMatch(each -> each.find(coding.getCode()).isPresent());
      if (!known) {
        throw ClosureFaults.concept(coding.getCode(), coding.getSystem());
      }
      concepts.add(new Entry(coding.getSystem(), coding.getCode(), 0));
    }
    return concepts;
  }
}
