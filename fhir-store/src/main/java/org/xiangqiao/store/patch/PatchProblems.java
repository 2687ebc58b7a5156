package org.xiangqiao.store.patch;

import java.util.regex.Pattern;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;

/** Refusals of patches. What stands in quotes in a path may be about a person and is left out. */
final class PatchProblems {

  /** Beyond this a path tells nobody more. */
  private static final int SHOWN = 200;

  private static final Pattern LITERAL = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'");

  private PatchProblems() {}

  /** The document itself is wrong: 400. */
  static StoreException malformed(String location, String key, Object... arguments) {
    return StoreProblem.of(Kind.INVALID, location, key, arguments).exception();
  }

  /** The document is right but does not fit the resource: 422. */
  static StoreException unfit(String location, String key, Object... arguments) {
    return StoreProblem.of(Kind.UNPROCESSABLE, location, key, arguments).exception();
  }

  static StoreException tooLong(String location, int operations, int limit) {
    return StoreProblem.of(Kind.TOO_LARGE, location, "patch-too-long", operations, limit)
        .exception();
  }

  /** A FHIRPath as it may be shown and looked over: literals emptied, cut to a length. */
  static String shown(String path) {
    String plain = withoutLiterals(path);
    return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "…" : plain;
  }

  static String withoutLiterals(String path) {
    return LITERAL.matcher(path).replaceAll("'…'");
  }
}
