package org.xiangqiao.store.index;

import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;

/** One step of a {@link CompiledPath}: goes on with some of a value's children, or with itself. */
@FunctionalInterface
interface PathStep {

  /**
   * @param place where {@code value} stands; a step that descends appends to it for each child and
   *     the caller cuts it again
   */
  void from(Base value, StringBuilder place, Consumer<Base> next);

  /** Children of a name; a choice element by the name without its type. */
  static PathStep child(String name) {
    int hash = name.hashCode();
    return (value, place, next) -> {
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
    };
  }

  /** {@code name[n]}. */
  static PathStep item(String name, int n) {
    int hash = name.hashCode();
    return (value, place, next) -> {
      Base[] children = value.getProperty(hash, name, false);
      if (children != null && children.length > n && children[n] != null) {
        place.append('.').append(name).append('[').append(n).append(']');
        next.accept(children[n]);
      }
    };
  }

  /** {@code as(Type)} and {@code ofType(Type)}. */
  static PathStep ofType(String type) {
    return (value, place, next) -> {
      if (type.equals(value.fhirType())) {
        next.accept(value);
      }
    };
  }

  /** {@code where(name='text')}. */
  static PathStep whereEquals(String name, String text) {
    int hash = name.hashCode();
    return (value, place, next) -> {
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
    };
  }

  /** {@code where(resolve() is Type)}: told by the reference itself, nothing is looked up. */
  static PathStep whereResolvesTo(String type) {
    return (value, place, next) -> {
      if (value instanceof Reference reference && type.equals(ReferenceTarget.typeOf(reference))) {
        next.accept(value);
      }
    };
  }
}
