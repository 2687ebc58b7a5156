package org.xiangqiao.store.index;

import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds, for a composite parameter, the paths of its components below the element that they share.
 * R4's definitions name the components' parameters, whose paths begin at the resource.
 */
final class CompositeCompiler {

  private final PathCompiler compiler;

  CompositeCompiler(PathCompiler compiler) {
    this.compiler = compiler;
  }

  /**
   * @param expression of the composite: where the shared elements stand
   * @param components the parameters of the components, in order
   */
  Optional<CompositeParameter> compile(
      String type, String expression, List<RuntimeSearchParam> components) {
    if (components.size() < 2) {
      return Optional.empty();
    }
    List<String> bases = alternatives(expression);
    List<CompositeParameter.Instances> instances = new ArrayList<>();
    for (String base : bases) {
      List<List<ElementPath>> values = new ArrayList<>();
      List<Boolean> absolute = new ArrayList<>();
      for (RuntimeSearchParam component : components) {
        String below = below(base, bases, component.getPath());
        absolute.add(below.isEmpty());
        values.add(compiler.compile(type, below.isEmpty() ? component.getPath() : below));
      }
      for (ElementPath element : compiler.compile(type, base)) {
        instances.add(new CompositeParameter.Instances(element, values, absolute));
      }
    }
    return Optional.of(
        new CompositeParameter(
            components.stream()
                .map(
                    each ->
                        new CompositeParameter.Component(
                            each.getName(), each.getParamType(), each.getTargets()))
                .toList(),
            instances));
  }

  /** Those alternatives that stand below {@code base} and below no longer one, shortened by it. */
  private static String below(String base, List<String> bases, String path) {
    List<String> below = new ArrayList<>();
    for (String alternative : alternatives(path)) {
      String bare = alternative.replaceFirst("^\\(+", "");
      boolean deeper =
          bases.stream()
              .anyMatch(other -> other.length() > base.length() && bare.startsWith(other + "."));
      if (bare.startsWith(base + ".") && !deeper) {
        below.add(alternative.replaceFirst(Pattern.quote(base + "."), ""));
      }
    }
    return String.join(" | ", below);
  }

  private static List<String> alternatives(String expression) {
    return Arrays.stream(expression.split("\\|")).map(String::trim).toList();
  }
}
