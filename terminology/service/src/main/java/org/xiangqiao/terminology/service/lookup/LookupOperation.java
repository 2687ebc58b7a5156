package org.xiangqiao.terminology.service.lookup;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.xiangqiao.terminology.service.call.Supplements;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.call.TxParameters;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.Concept.Designation;
import org.xiangqiao.terminology.service.content.Concept.Property;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.display.Name;
import org.xiangqiao.terminology.service.display.Names;
import org.xiangqiao.terminology.service.issue.TxException;
import org.xiangqiao.terminology.service.issue.TxIssue;

/** {@code CodeSystem/$lookup} (R4 codesystem-operation-lookup.html). */
public final class LookupOperation {

  private final TerminologySource source;

  public LookupOperation(TerminologySource source) {
    this.source = source;
  }

  /**
   * @param acceptLanguage the request's header, or null
   * @throws TxException if the code or its code system is not known
   */
  public Parameters lookup(Parameters sent, String acceptLanguage) {
    TxParameters parameters = TxParameters.of(sent, acceptLanguage, false);
    TxContext context = new TxContext(source, parameters);
    Coding asked = asked(sent, parameters);
    Optional<CodeSystemContent> found = context.codeSystem(asked.getSystem(), asked.getVersion());
    CodeSystemContent system = found.orElseThrow(() -> unknown(context, asked));
    context.supplements().check();
    CodeSystem about = system.about();
    Concept concept =
        system
            .find(asked.getCode())
            .orElseThrow(
                () ->
                    new TxException(
                        404,
                        TxIssue.error(
                                IssueType.NOTFOUND,
                                null,
                                "CODE_NOT_FOUND",
                                null,
                                asked.getCode(),
                                about.getUrl(),
                                about.hasVersion() ? about.getVersion() : "unknown")
                            .withId(null)));
    return answer(system, concept, parameters);
  }

  private static TxException unknown(TxContext context, Coding asked) {
    List<String> versions = context.versions(asked.getSystem());
    return asked.hasVersion()
        ? TxException.notFound(
            versions.isEmpty() ? "UNKNOWN_CODESYSTEM_VERSION_NONE" : "UNKNOWN_CODESYSTEM_VERSION",
            asked.getSystem(),
            asked.getVersion(),
            TxContext.shown(versions))
        : TxException.notFound("UNKNOWN_CODESYSTEM", asked.getSystem());
  }

  private static Coding asked(Parameters sent, TxParameters parameters) {
    for (ParametersParameterComponent each : sent.getParameter()) {
      if ("coding".equals(each.getName()) && each.getValue() instanceof Coding coding) {
        return complete(coding);
      }
    }
    return complete(
        new Coding()
            .setSystem(parameters.switches().text("system"))
            .setCode(parameters.switches().text("code"))
            .setVersion(parameters.switches().text("version")));
  }

  private static Coding complete(Coding asked) {
    if (!asked.hasSystem() || !asked.hasCode()) {
      throw TxException.invalid(null, "NO_CODE", null);
    }
    return asked;
  }

  private static Parameters answer(
      CodeSystemContent system, Concept concept, TxParameters parameters) {
    CodeSystem about = system.about();
    Wanted wanted = new Wanted(parameters.properties());
    Names names = Names.of(concept);
    String shown = names.preferredText(parameters.languages());
    String display = shown != null ? shown : concept.display();
    Parameters answer = new Parameters();
    answer.addParameter("name", new StringType(about.hasName() ? about.getName() : about.getUrl()));
    answer.addParameter("code", new CodeType(concept.code()));
    answer.addParameter("system", new UriType(about.getUrl()));
    if (about.hasVersion()) {
      answer.addParameter("version", new StringType(about.getVersion()));
    }
    answer.addParameter("display", new StringType(display == null ? concept.code() : display));
    if (concept.definition() != null && wanted.has("definition")) {
      answer.addParameter("definition", new StringType(concept.definition()));
    }
    if (wanted.has("abstract")) {
      answer.addParameter("abstract", new BooleanType(concept.abstractConcept()));
    }
    if (wanted.has("designation")) {
      names.all().forEach(each -> designation(answer, each));
    }
    if (wanted.has("inactive")) {
      property(answer, "inactive", new BooleanType(concept.inactive()), null);
    }
    for (Property each : concept.properties()) {
      if (wanted.has(each.code())
          && !each.code().equals("inactive")
          && !each.code().contains("://")
          && each.value() != null) {
        property(answer, each.code(), each.value(), null);
      }
    }
    Supplements.of(system)
        .forEach(each -> answer.addParameter("used-supplement", new CanonicalType(each)));
    List<String> parents = wanted.has("parent") ? concept.parents() : List.of();
    Collection<String> children = wanted.has("child") ? system.children(concept.code()) : List.of();
    Set<String> relatives = new LinkedHashSet<>(parents);
    relatives.addAll(children);
    Map<String, Concept> known = relatives.isEmpty() ? Map.of() : system.find(relatives);
    parents.forEach(each -> relative(answer, "parent", each, known.get(each)));
    children.forEach(each -> relative(answer, "child", each, known.get(each)));
    return answer;
  }

  private static void relative(Parameters answer, String property, String code, Concept known) {
    property(answer, property, new CodeType(code), known == null ? null : known.display());
  }

  private static void property(Parameters answer, String code, Type value, String description) {
    ParametersParameterComponent property = answer.addParameter().setName("property");
    property.addPart().setName("code").setValue(new CodeType(code));
    property.addPart().setName("value").setValue(value);
    if (description != null) {
      property.addPart().setName("description").setValue(new StringType(description));
    }
  }

  private static void designation(Parameters answer, Name name) {
    ParametersParameterComponent designation = answer.addParameter().setName("designation");
    if (name.language() != null) {
      designation.addPart().setName("language").setValue(new CodeType(name.language()));
    }
    if (name.use() != null) {
      designation.addPart().setName("use").setValue(name.use());
    }
    designation.addPart().setName("value").setValue(new StringType(name.value()));
    name.extensions().stream()
        .filter(each -> Designation.SUPPLEMENT.equals(each.getUrl()))
        .forEach(each -> designation.addPart().setName("source").setValue(each.getValue()));
  }

  /** Which properties are asked for; none named stands for all. */
  private record Wanted(List<String> properties) {

    boolean has(String property) {
      return properties.isEmpty()
          || properties.contains("*")
          || properties.stream().anyMatch(property::equalsIgnoreCase);
    }
  }
}
