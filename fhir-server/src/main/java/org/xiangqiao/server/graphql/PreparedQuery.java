package org.xiangqiao.server.graphql;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.utilities.graphql.Argument;
import org.hl7.fhir.utilities.graphql.Directive;
import org.hl7.fhir.utilities.graphql.Document;
import org.hl7.fhir.utilities.graphql.Field;
import org.hl7.fhir.utilities.graphql.Fragment;
import org.hl7.fhir.utilities.graphql.Operation;
import org.hl7.fhir.utilities.graphql.Operation.OperationType;
import org.hl7.fhir.utilities.graphql.Package;
import org.hl7.fhir.utilities.graphql.Selection;
import org.hl7.fhir.utilities.graphql.StringValue;

/**
 * A query made ready for HL7's engine: one operation chosen, variables filled in, its size known
 * before anything is read. What the engine would pass over in silence is refused or done here.
 */
final class PreparedQuery {

  private static final int LONGEST_NAME = 100;

  private final Package query;
  private final Document document;
  private final GraphqlSettings limits;
  private final Set<String> types;
  private Variables variables;
  private int fields;
  private long repetition;

  PreparedQuery(GraphqlQuestion question, GraphqlSettings limits, Set<String> types) {
    this.limits = limits;
    this.types = types;
    this.query = QueryText.parse(question.query(), limits);
    this.document = query.getDocument();
  }

  /**
   * @param wholeSystem whether the query starts from searches rather than from a resource
   */
  static PreparedQuery of(
      GraphqlQuestion question, GraphqlSettings limits, Set<String> types, boolean wholeSystem) {
    PreparedQuery prepared = new PreparedQuery(question, limits, types);
    Operation operation = prepared.choose(question.operation());
    prepared.variables = new Variables(operation, question.variables());
    if (wholeSystem) {
      prepared.checkRoot(operation.getSelectionSet());
    }
    prepared.repetition = prepared.walk(operation.getSelectionSet(), 0);
    return prepared;
  }

  Package query() {
    return query;
  }

  /** How often the text of one resource may come back at most, asked for under several aliases. */
  long repetition() {
    return repetition;
  }

  private Operation choose(String name) {
    List<Operation> operations = document.getOperations();
    Operation chosen =
        name == null
            ? operations.size() == 1 ? operations.get(0) : null
            : operations.stream()
                .filter(each -> name.equals(each.getName()))
                .findFirst()
                .orElse(null);
    if (chosen == null) {
      throw GraphqlFaults.invalid("graphql-operation", name == null ? "-" : name);
    }
    if (chosen.getOperationType() == OperationType.qglotMutation) {
      throw GraphqlFaults.invalid("graphql-mutation");
    }
    operations.clear();
    operations.add(chosen);
    query.setOperationName(null);
    return chosen;
  }

  /** The engine leaves out what it does not know here, and does not look at directives. */
  private void checkRoot(List<Selection> selections) {
    for (Iterator<Selection> each = selections.iterator(); each.hasNext(); ) {
      Field field = each.next().getField();
      if (field == null || !fetches(field) && !types.contains(field.getName())) {
        throw GraphqlFaults.invalid("graphql-root", field == null ? "..." : field.getName());
      }
      field.getDirectives().forEach(directive -> variables.putInto(directive.getArguments()));
      if (left(field, "skip", "true") || left(field, "include", "false")) {
        each.remove();
      }
    }
  }

  private static boolean left(Field field, String name, String when) {
    Directive directive = field.directive(name);
    return directive != null
        && directive.getArguments().stream().anyMatch(argument -> argument.hasValue(when));
  }

  /** Whether the field is a search: {@code PatientList}, {@code PatientConnection}. */
  private boolean fetches(Field field) {
    return types.contains(cut(field.getName(), "List")) || connects(field);
  }

  private boolean connects(Field field) {
    return types.contains(cut(field.getName(), "Connection"));
  }

  private static String cut(String name, String ending) {
    return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : "";
  }

  private long walk(List<Selection> selections, int depth) {
    Map<String, Long> repeated = new HashMap<>();
    collect(selections, depth, repeated);
    return repeated.values().stream().mapToLong(Long::longValue).max().orElse(1);
  }

  private void collect(List<Selection> selections, int depth, Map<String, Long> repeated) {
    if (depth > limits.maxDepth()) {
      throw GraphqlFaults.tooCostly("graphql-too-deep", limits.maxDepth());
    }
    for (Selection selection : selections) {
      if (++fields > limits.maxFields()) {
        throw GraphqlFaults.tooCostly("graphql-too-many-fields", limits.maxFields());
      }
      if (selection.getField() != null) {
        Field field = selection.getField();
        prepare(field);
        long inside = walk(field.getSelectionSet(), depth + 1);
        repeated.merge(field.getName().replaceFirst("^_", ""), inside, Long::sum);
        continue;
      }
      Fragment fragment = selection.getInlineFragment();
      if (fragment == null) {
        prepare(selection.getFragmentSpread().getDirectives());
        fragment = document.fragment(selection.getFragmentSpread().getName());
      } else {
        prepare(fragment.getDirectives());
      }
      if (fragment == null) {
        throw GraphqlFaults.invalid("graphql-fragment", selection.getFragmentSpread().getName());
      }
      // A fragment that spreads itself ends at the greatest depth.
      collect(fragment.getSelectionSet(), depth + 1, repeated);
    }
  }

  private void prepare(List<Directive> directives) {
    directives.forEach(directive -> variables.putInto(directive.getArguments()));
  }

  private void prepare(Field field) {
    if (field.getName().length() > LONGEST_NAME || field.getAlias().length() > LONGEST_NAME) {
      throw GraphqlFaults.tooCostly("graphql-name", LONGEST_NAME);
    }
    prepare(field.getDirectives());
    variables.putInto(field.getArguments());
    field.getDirectives().stream()
        .filter(directive -> directive.getName().equals("slice"))
        .flatMap(directive -> directive.getArguments().stream())
        .flatMap(argument -> argument.getValues().stream())
        .forEach(PathExpressions::checkExpression);
    boolean fetches = fetches(field);
    for (Argument argument : field.getArguments()) {
      if (argument.getName().equals("fhirpath")) {
        argument.getValues().forEach(PathExpressions::checkExpression);
      } else if (!fetches) {
        argument.getValues().forEach(PathExpressions::checkComparison);
      }
    }
    if (connects(field) && asksForCount(field) && field.argument("cursor") == null) {
      field.getArguments().removeIf(argument -> argument.getName().equals("_total"));
      field.getArguments().add(new Argument("_total", new StringValue("accurate")));
    }
  }

  /** Counting costs as much as the search: it is done only if the answer shows it. */
  private static boolean asksForCount(Field connection) {
    return connection.getSelectionSet().stream()
        .anyMatch(each -> each.getField() != null && each.getField().getName().equals("count"));
  }
}
