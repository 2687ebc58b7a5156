package org.xiangqiao.terminology.validation.check;

import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.InvariantCheck;
import org.xiangqiao.terminology.validation.compile.StructureCheck;
import org.xiangqiao.terminology.validation.compile.StructureCheck.Context;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.invariant.RuleException;
import org.xiangqiao.terminology.validation.json.Node;

/** Where extensions may be used (R4 defining-extensions.html#context). */
final class ExtensionPlaces {

  private final Structures structures;
  private final Findings findings;

  ExtensionPlaces(Structures structures, Findings findings) {
    this.structures = structures;
    this.findings = findings;
  }

  /** The element that the extension is added to must be one of its contexts and keep its rules. */
  void check(Node extension, StructureCheck definition, Scope scope) {
    Node container = extension.parent();
    Placing placing = new Placing(scope, extension);
    if (!allowed(container, definition, placing)) {
      findings.error(
          IssueType.STRUCTURE, container, "extension-context", definition.url(), definition.url());
      return;
    }
    for (InvariantCheck rule : definition.contextRules()) {
      if (!holds(rule, container, placing)) {
        findings.error(
            IssueType.STRUCTURE,
            container,
            "extension-context-rule",
            definition.url(),
            definition.url(),
            rule.key());
        return;
      }
    }
  }

  /** What does not compile or cannot be told counts as broken. */
  private static boolean holds(InvariantCheck rule, Node container, Placing placing) {
    try {
      return rule.rule() != null && rule.rule().holds(container, placing);
    } catch (RuleException e) {
      return false;
    }
  }

  private static boolean selected(Node container, Context context, Placing placing) {
    try {
      return context.elements() != null && context.elements().has(container, placing);
    } catch (RuleException e) {
      return false;
    }
  }

  private boolean allowed(Node container, StructureCheck definition, Placing scope) {
    Set<String> paths = Paths.of(container);
    for (Context context : definition.contexts()) {
      boolean fits =
          switch (context.type()) {
            case "element" -> element(container, context.expression(), paths);
            case "extension" -> inExtension(container, context.expression());
            case "fhirpath" -> selected(container, context, scope);
            default -> false;
          };
      if (fits) {
        return true;
      }
    }
    return definition.contexts().isEmpty();
  }

  private boolean element(Node container, String expression, Set<String> paths) {
    if (expression == null) {
      return false;
    }
    if (expression.equals("Element") || expression.equals("Any")) {
      return true;
    }
    if (expression.equals("Resource") && container.resource() || paths.contains(expression)) {
      return true;
    }
    if (expression.equals("CanonicalResource")) {
      return canonical(container);
    }
    int hash = expression.indexOf('#');
    String wanted = hash < 0 ? expression : expression.substring(hash + 1);
    int point = wanted.indexOf('.');
    String type = point < 0 ? wanted : wanted.substring(0, point);
    String rest = point < 0 ? "" : wanted.substring(point);
    for (String path : paths) {
      int end = path.indexOf('.');
      String own = end < 0 ? path : path.substring(0, end);
      if ((end < 0 ? "" : path.substring(end)).equals(rest) && structures.isA(own, type)) {
        return true;
      }
    }
    return false;
  }

  /** What later versions of FHIR call so: resources with a URL, a version and a status. */
  private boolean canonical(Node container) {
    StructureCheck type = container.resource() ? structures.ofType(container.type()) : null;
    return type != null
        && type.root() != null
        && type.root().children().keySet().containsAll(Set.of("url", "version", "status"));
  }

  private static boolean inExtension(Node container, String url) {
    Node holder = container.name().equals("value") ? container.parent() : container;
    return holder != null && url.equals(holder.childText("url"));
  }
}
