package org.xiangqiao.store.index;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;

/** One step of a {@link CompiledPath}: goes on with some of a value's children, or with itself. */
interface PathStep {

  /**
   * @param place where {@code value} stands; a step that descends appends to it for each child and
   *     the caller cuts it again
   */
  void from(Base value, StringBuilder place, Consumer<Base> next);

  /**
   * The same step over the JSON form, as a lax path of SQL/JSON (ISO 9075-2).
   *
   * @param path of the steps before; never null
   * @return null if JSON cannot tell
   */
  String json(String path);

  private static PathStep of(Walk walk, UnaryOperator<String> json) {
    return new PathStep() {
      @Override
      public void from(Base value, StringBuilder place, Consumer<Base> next) {
        walk.from(value, place, next);
      }

      @Override
      public String json(String path) {
        return json.apply(path);
      }
    };
  }

  /** How a step goes on from an element. */
  @FunctionalInterface
  interface Walk {
    void from(Base value, StringBuilder place, Consumer<Base> next);
  }

  /** Children of a name; a choice element by the name without its type. */
  static PathStep child(String name) {
    int hash = name.hashCode();
    return of(
        (value, place, next) -> {
          Base[] children = value.getProperty(hash, name, false);
          if (children == null) {
            return;
          }
          place.append('.').append(name);
          int length = place.length();
          for (int i = 0; i < children.length; i++) {
            if (children[i] == null) {
              continue;
            }
            if (children.length > 1) {
              place.append('[').append(i).append(']');
            }
            next.accept(children[i]);
            place.setLength(length);
          }
        },
        path -> path + ".\"" + name + "\"");
  }

  /** {@code name[n]}. */
  static PathStep item(String name, int n) {
    int hash = name.hashCode();
    return of(
        (value, place, next) -> {
          Base[] children = value.getProperty(hash, name, false);
          if (children != null && children.length > n && children[n] != null) {
            place.append('.').append(name).append('[').append(n).append(']');
            next.accept(children[n]);
          }
        },
        path -> path + ".\"" + name + "\"[" + n + "]");
  }

  /** {@code as(Type)} and {@code ofType(Type)}. */
  static PathStep ofType(String type) {
    return of(
        (value, place, next) -> {
          if (type.equals(value.fhirType())) {
            next.accept(value);
          }
        },
        path -> jsonOfType(path, type));
  }

  /** {@code where(name='text')}. */
  static PathStep whereEquals(String name, String text) {
    int hash = name.hashCode();
    return of(
        (value, place, next) -> {
          Base[] children = value.getProperty(hash, name, false);
          if (children == null) {
            return;
          }
          for (Base child : children) {
            if (child != null && text.equals(child.primitiveValue())) {
              next.accept(value);
              return;
            }
          }
        },
        path -> path + " ? (@.\"" + name + "\" == " + quoted(text) + ")");
  }

  /** {@code where(resolve() is Type)}: told by the reference itself, nothing is looked up. */
  static PathStep whereResolvesTo(String type) {
    return of(
        (value, place, next) -> {
          if (value instanceof Reference reference
              && type.equals(ReferenceTarget.typeOf(reference))) {
            next.accept(value);
          }
        },
        path ->
            path
                + " ? (@.\"type\" == \""
                + type
                + "\" || @.\"reference\" like_regex \"(^|/)"
                + type
                + "/[^/]+(/_history/[^/]+)?$\")");
  }

  /** A choice element has its type in the name of the member: {@code valueQuantity}. */
  private static String jsonOfType(String path, String type) {
    if (!path.endsWith("\"") || path.endsWith(".\"resource\"")) {
      return null;
    }
    return path.substring(0, path.length() - 1)
        + Character.toUpperCase(type.charAt(0))
        + type.substring(1)
        + "\"";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
