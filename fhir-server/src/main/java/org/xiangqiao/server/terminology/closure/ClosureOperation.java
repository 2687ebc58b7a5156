package org.xiangqiao.server.terminology.closure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
import org.xiangqiao.server.terminology.SentTexts;
import org.xiangqiao.server.terminology.closure.ClosureTables.Entry;
import org.xiangqiao.server.terminology.closure.ClosureTables.Table;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
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

  /** Bytes of name, system and code: together they are a row of an index. */
  private static final int LONGEST = 2000;

  private final TerminologySources sources;
  private final ClosureTables tables;
  private final SentTexts texts;
  private final int most;

  /**
   * @param most concepts of one call
   */
  ClosureOperation(TerminologySources sources, ClosureTables tables, SentTexts texts, int most) {
    this.sources = sources;
    this.tables = tables;
    this.texts = texts;
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
    texts.check(request.parameters());
    Caller caller = request.caller();
    String name = request.text("name").orElseThrow();
    TerminologySource source = sources.of(caller.tenantId());
    List<Entry> concepts = concepts(name, request.values("concept"), source);
    String since = request.text("version").orElse(null);
    long known = since == null ? -1 : ClosureFaults.number(since);
    Table table;
    if (since == null && concepts.isEmpty()) {
      table = tables.begin(caller, name);
    } else {
      table =
          (concepts.isEmpty() ? tables.read(caller, name) : tables.add(caller, name, concepts))
              .orElseThrow(() -> ClosureFaults.unknown(name));
    }
    long told = since == null ? table.version() - 1 : known;
    return Answer.ok(new Answer.Model(new ClosureMap(source).of(name, table, told)));
  }

  /** All of them are known, or none is added. */
  private List<Entry> concepts(String name, List<Type> values, TerminologySource source) {
    if (values.size() > most) {
      throw ClosureFaults.tooLarge(most);
    }
    Map<String, Set<String>> asked = new LinkedHashMap<>();
    checkLength(name, "", "");
    for (Type value : values) {
      Coding coding = (Coding) value;
      if (!coding.hasSystem() || !coding.hasCode()) {
        throw ClosureFaults.concept(coding.getCode(), coding.getSystem());
      }
      checkLength(name, coding.getSystem(), coding.getCode());
      asked
          .computeIfAbsent(coding.getSystem(), system -> new LinkedHashSet<>())
          .add(coding.getCode());
    }
    List<Entry> concepts = new ArrayList<>();
    asked.forEach(
        (system, codes) -> {
          checkKnown(system, codes, source);
          codes.forEach(code -> concepts.add(new Entry(system, code, 0)));
        });
    return concepts;
  }

  private static void checkLength(String... parts) {
    int bytes = 0;
    for (String part : parts) {
      bytes += part.getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > LONGEST) {
      throw ClosureFaults.tooLong(LONGEST);
    }
  }

  private static void checkKnown(String system, Set<String> codes, TerminologySource source) {
    Set<String> unknown = new LinkedHashSet<>(codes);
    for (CodeSystemContent version : source.codeSystems(system)) {
      if (!unknown.isEmpty() && !version.provisional()) {
        unknown.removeAll(version.find(unknown).keySet());
      }
    }
    if (!unknown.isEmpty()) {
      throw ClosureFaults.concept(unknown.iterator().next(), system);
    }
  }
}
