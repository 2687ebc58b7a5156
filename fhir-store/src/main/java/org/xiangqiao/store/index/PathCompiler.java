package org.xiangqiao.store.index;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles the FHIRPath expressions of search parameters: names, {@code as}, {@code ofType}, {@code
 * where(x='y')}, {@code where(resolve() is Type)}, {@code [n]} and unions, which is all that R4's
 * own parameters use. Anything else goes to {@link FhirPathFallback}.
 */
final class PathCompiler {

  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");
  private static final Pattern ITEM = Pattern.compile("([A-Za-z]\\w*)\\[(\\d+)]");
  private static final Pattern OF_TYPE = Pattern.compile("(?:as|ofType)\\((\\w+)\\)");
  private static final Pattern RESOLVES =
      Pattern.compile("where\\(resolve\\(\\) is ([A-Z]\\w*)\\)");
  private static final Pattern EQUALS = Pattern.compile("where\\((\\w+)\\s*=\\s*'([^']*)'\\)");
  private static final Pattern CAST = Pattern.compile("(.+) as (\\w+)");
  private static final Pattern PRESENT = Pattern.compile("(\\S+)\\.exists\\(\\) and \\1 != false");
  private static final Set<String> BASE_TYPES = Set.of("Resource", "DomainResource");

  private final FhirContext context;

  PathCompiler(FhirContext context) {
    this.context = context;
  }

  /** Paths of a union that can occur in {@code type}. */
  List<ElementPath> compile(String type, String expression) {
    Matcher present = PRESENT.matcher(expression.trim());
    if (present.matches()) {
      return compile(type, present.group(1)).stream()
          .<ElementPath>map(PresentAndNotFalse::new)
          .toList();
    }
    List<ElementPath> paths = new ArrayList<>();
    for (String part : splitOutsideParentheses(expression, '|')) {
      String alternative = part.trim();
      if (startsAt(type, alternative)) {
        paths.add(
            steps(alternative)
                .<ElementPath>map(steps -> new CompiledPath(alternative, steps))
                .orElseGet(() -> new FhirPathFallback(context, alternative)));
      }
    }
    return List.copyOf(paths);
  }

  private boolean startsAt(String type, String alternative) {
    String first = alternative.replaceFirst("^\\(+", "").split("\\W", 2)[0];
    return first.equals(type) || BASE_TYPES.contains(first) || !isType(first);
  }

  private boolean isType(String name) {
    return BASE_TYPES.contains(name) || context.getResourceTypes().contains(name);
  }

  private Optional<List<PathStep>> steps(String expression) {
    List<PathStep> steps = new ArrayList<>();
    String rest = expression;
    if (expression.startsWith("(")) {
      int close = expression.indexOf(')');
      Matcher cast = CAST.matcher(expression.substring(1, Math.max(close, 1)));
      if (!cast.matches()) {
        return Optional.empty();
      }
      Optional<List<PathStep>> inner = steps(cast.group(1).trim());
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      steps.addAll(inner.get());
      steps.add(PathStep.ofType(cast.group(2)));
      rest = expression.substring(close + 1);
    }
    List<String> segments = splitOutsideParentheses(rest, '.');
    // A path begins with the resource type, except InsurancePlan's "name | alias"; what follows a
    // parenthesis begins with the dot.
    boolean anchored = segments.get(0).isEmpty() || isType(segments.get(0));
    for (String segment : segments.subList(anchored ? 1 : 0, segments.size())) {
      PathStep step = step(segment.trim());
      if (step == null) {
        return Optional.empty();
      }
      steps.add(step);
    }
    return Optional.of(steps);
  }

  private static PathStep step(String segment) {
    if (NAME.matcher(segment).matches()) {
      return PathStep.child(segment);
    }
    Matcher item = ITEM.matcher(segment);
    if (item.matches()) {
      return PathStep.item(item.group(1), Integer.parseInt(item.group(2)));
    }
    Matcher ofType = OF_TYPE.matcher(segment);
    if (ofType.matches()) {
      return PathStep.ofType(ofType.group(1));
    }
    Matcher resolves = RESOLVES.matcher(segment);
    if (resolves.matches()) {
      return PathStep.whereResolvesTo(resolves.group(1));
    }
    Matcher equals = EQUALS.matcher(segment);
    return equals.matches() ? PathStep.whereEquals(equals.group(1), equals.group(2)) : null;
  }

  private static List<String> splitOutsideParentheses(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == separator && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
