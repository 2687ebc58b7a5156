package org.xiangqiao.store.parameter;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.SearchParameter;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.index.ElementPath;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;

/** Checks SearchParameter resources (R4 searchparameter.html) and compiles what they define. */
final class ParameterDefinition {

  private static final Pattern CODE = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]{0,63}");

  private static final Set<String> EVERY = Set.of("Resource", "DomainResource");

  private static final Set<RestSearchParameterTypeEnum> KINDS =
      Set.of(
          RestSearchParameterTypeEnum.TOKEN,
          RestSearchParameterTypeEnum.REFERENCE,
          RestSearchParameterTypeEnum.STRING,
          RestSearchParameterTypeEnum.DATE,
          RestSearchParameterTypeEnum.URI,
          RestSearchParameterTypeEnum.NUMBER,
          RestSearchParameterTypeEnum.QUANTITY);

  private final SearchParameters standard;

  ParameterDefinition(SearchParameters standard) {
    this.standard = standard;
  }

  /** Drafts and retired definitions may be stored, they are not in force. */
  static boolean inForce(SearchParameter definition) {
    return definition.getStatus() == PublicationStatus.ACTIVE;
  }

  /**
   * What the definition stands for, for each type.
   *
   * @throws StoreException naming every element that is wrong
   */
  List<IndexedParameter> compile(SearchParameter definition) {
    List<StoreProblem> problems = new ArrayList<>();
    String code = definition.getCode();
    if (code == null || !CODE.matcher(code).matches()) {
      problems.add(problem("code", "search-parameter.code"));
    }
    RestSearchParameterTypeEnum kind =
        definition.getType() == null
            ? null
            : RestSearchParameterTypeEnum.forCode(definition.getType().toCode());
    if (kind == null || !KINDS.contains(kind)) {
      problems.add(problem("type", "search-parameter.type"));
    }
    Set<String> types = types(definition, problems);
    Set<String> targets = targets(definition, problems);
    List<IndexedParameter> compiled = new ArrayList<>();
    if (definition.getExpression() == null || definition.getExpression().isBlank()) {
      problems.add(problem("expression", "search-parameter.expression"));
    } else if (problems.isEmpty()) {
      for (String type : types) {
        compile(definition, type, kind, targets, problems, compiled);
      }
    }
    if (problems.isEmpty() && compiled.isEmpty()) {
      problems.add(problem("expression", "search-parameter.expression"));
    }
    if (!problems.isEmpty()) {
      throw new StoreException(problems);
    }
    return compiled;
  }

  private void compile(
      SearchParameter definition,
      String type,
      RestSearchParameterTypeEnum kind,
      Set<String> targets,
      List<StoreProblem> problems,
      List<IndexedParameter> compiled) {
    String code = definition.getCode();
    if (standard.of(type).find(code).isPresent() || code.startsWith("_")) {
      problems.add(problem("code", "search-parameter.taken", type + "." + code));
      return;
    }
    List<ElementPath> paths;
    try {
      paths = standard.compile(type, definition.getExpression());
    } catch (IllegalArgumentException e) {
      problems.add(problem("expression", "search-parameter.expression"));
      return;
    }
    if (!paths.isEmpty()) {
      compiled.add(
          new IndexedParameter(
              type,
              code,
              type + "." + code,
              kind,
              targets,
              definition.getDescription() == null ? code : definition.getDescription(),
              definition.getUrl() == null ? "" : definition.getUrl(),
              paths,
              null));
    }
  }

  private Set<String> types(SearchParameter definition, List<StoreProblem> problems) {
    Set<String> types = new TreeSet<>();
    for (CodeType base : definition.getBase()) {
      if (EVERY.contains(base.getValue())) {
        types.addAll(standard.knownTypes());
      } else if (standard.knowsType(base.getValue())) {
        types.add(base.getValue());
      } else {
        problems.add(problem("base", "search-parameter.base"));
      }
    }
    if (types.isEmpty()) {
      problems.add(problem("base", "search-parameter.base"));
    }
    return types;
  }

  private Set<String> targets(SearchParameter definition, List<StoreProblem> problems) {
    Set<String> targets = new LinkedHashSet<>();
    for (CodeType target : definition.getTarget()) {
      if (EVERY.contains(target.getValue())) {
        return Set.of();
      }
      if (!standard.knowsType(target.getValue())) {
        problems.add(problem("target", "search-parameter.base"));
      }
      targets.add(target.getValue());
    }
    return targets;
  }

  private static StoreProblem problem(String element, String key, Object... arguments) {
    return StoreProblem.of(
        StoreProblem.Kind.UNPROCESSABLE, "SearchParameter." + element, key, arguments);
  }
}
