package org.xiangqiao.terminology.validation.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a discriminator's path: a child, an extension by its URL, a resolved reference or a
 * type (R4 profiling.html#discriminator, the restricted FHIRPath).
 */
public record PathStep(Kind kind, String name) {

  /** What a step does. */
  public enum Kind {
    CHILD,
    EXTENSION,
    RESOLVE,
    OF_TYPE
  }

  /** Empty for {@code $this}; null if the path is none that discriminators may have. */
  static List<PathStep> parse(String path) {
    List<PathStep> steps = new ArrayList<>();
    String rest = path == null ? "" : path.strip();
    while (!rest.isEmpty()) {
      int end = end(rest);
      String word = rest.substring(0, end);
      rest = end < rest.length() ? rest.substring(end + 1) : "";
      if (word.equals("$this")) {
        continue;
      }
      PathStep step = step(word);
      if (step == null) {
        return null;
      }
      steps.add(step);
    }
    return List.copyOf(steps);
  }

  private static PathStep step(String word) {
    if (word.equals("resolve()")) {
      return new PathStep(Kind.RESOLVE, "");
    }
    if (word.startsWith("extension(") && word.endsWith(")")) {
      return new PathStep(
          Kind.EXTENSION, word.substring(10, word.length() - 1).replaceAll("[\"']", ""));
    }
    if (word.startsWith("ofType(") && word.endsWith(")")) {
      return new PathStep(Kind.OF_TYPE, word.substring(7, word.length() - 1));
    }
    return word.matches("[A-Za-z0-9]+") ? new PathStep(Kind.CHILD, word) : null;
  }

  /** The next point outside of brackets. */
  private static int end(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '.' && depth == 0) {
        return i;
      }
    }
    return text.length();
  }
}
